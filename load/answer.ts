import type { FailureKind, Purpose } from './report';

/** What came of one request, as plain data; times are milliseconds since the start of the run. */
export interface Outcome {
  readonly purpose: Purpose;
  /** When it should have left; latency counts from here, so that a stall of the service is not hidden by waiting for it. */
  readonly due: number;
  readonly left: number;
  readonly ended: number;
  readonly reference?: string;
  readonly result:
    { readonly kind: 'ok'; readonly version: string } | { readonly kind: FailureKind; readonly detail: string };
}

export type Result = Outcome['result'];

/** An HTTP answer judged by what the request was for. */
export function resultOf(purpose: Purpose, status: number, body: string, reference?: string): Result {
  const expected = purpose === 'order' ? status === 201 || status === 200 : status === 200;
  if (!expected) return { kind: 'status', detail: `${status} ${shortened(body)}` };
  const answer = parsed(body);
  if (typeof answer?.['version'] !== 'string')
    return { kind: 'invalid', detail: `${status} without a version: ${shortened(body)}` };
  if (purpose === 'order' && answer['reference'] !== reference)
    return { kind: 'invalid', detail: `${status} for another reference than ${reference}: ${shortened(body)}` };
  return { kind: 'ok', version: answer['version'] };
}

/** A failed connection, by the system's error code. */
export function failureOf(error: NodeJS.ErrnoException): Result {
  return { kind: kindOf(error.code), detail: error.code ? `${error.code} ${error.message}` : error.message };
}

function kindOf(code: string | undefined): FailureKind {
  switch (code) {
    case 'ECONNREFUSED':
      return 'refused';
    case 'ECONNRESET':
    case 'EPIPE':
      return 'reset';
    case 'ETIMEDOUT':
      return 'timeout';
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'unreachable';
    default:
      return code?.startsWith('HPE_') ? 'invalid' : 'other';
  }
}

function parsed(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    // Not JSON is an answer too; the caller reports it with the beginning of its text.
    return undefined;
  }
}

const shortened = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 160);
