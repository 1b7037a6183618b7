import { UserError } from '../command';
import type { PostedComment } from './sticky';

/** The few calls that a sticky comment needs of the place where the pull request lives. */
export interface Forge {
  /** Longest comment it takes, in characters. */
  readonly maxCharacters: number;
  /** Who our own comments are from. */
  readonly author: () => Promise<string>;
  readonly headCommit: () => Promise<string>;
  readonly comments: () => Promise<readonly PostedComment[]>;
  readonly create: (body: string) => Promise<void>;
  readonly update: (id: number, body: string) => Promise<void>;
}

const pageSize = 100;
/** How often a call is made at most while the other side is overloaded. */
export const attempts = 3;

/** Longer with each attempt. */
export const pauseAfter = (attempt: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, 500 * 2 ** attempt));

/** The other side was overloaded to the last attempt, or broke down halfway. */
export class ForgeOverloaded extends UserError {}

type Call = (method: 'GET' | 'POST' | 'PATCH' | 'PUT', path: string, body?: object) => Promise<unknown>;

/**
 * JSON over HTTP, tried again when the other side is overloaded; the token never reaches a message. A POST is sent once:
 * an error in answer does not say that nothing was stored, and a second one would store it twice.
 */
export function callerOf(baseUrl: string, headers: Readonly<Record<string, string>>): Call {
  const call = async (attempt: number, ...[method, path, body]: Parameters<Call>): Promise<unknown> => {
    const response = await fetch(`${baseUrl}${path}`, {
      method,
      headers: { ...headers, 'content-type': 'application/json', 'user-agent': 'plimsoll' },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(30_000),
    }).catch((error: unknown) => {
      throw new UserError(`${method} ${baseUrl}${path} failed: ${reasonOf(error)}. Check the address and the network.`);
    });
    if (response.ok) return response.json();
    const isOverloaded = response.status === 429 || response.status >= 500;
    if (isOverloaded && method !== 'POST' && attempt < attempts) {
      await pauseAfter(attempt);
      return call(attempt + 1, method, path, body);
    }
    const { message } = (await response.json().catch(() => ({}))) as { message?: unknown };
    const answered = `${method} ${baseUrl}${path} answered ${response.status}${typeof message === 'string' ? ` (${message})` : ''}.`;
    if (isOverloaded) throw new ForgeOverloaded(`${answered} Run the job again when the service is well.`);
    throw new UserError(
      response.status === 401 || response.status === 403
        ? `${answered} The token may not write comments here: give the job that permission.`
        : `${answered} Check the repository and the number of the pull request.`,
    );
  };
  return (...wanted) => call(1, ...wanted);
}

function reasonOf(error: unknown): string {
  const { cause, message } = error as { cause?: { code?: string }; message?: string };
  return cause?.code ?? message ?? String(error);
}

/** All pages of a list. */
export async function allPages(call: Call, path: string): Promise<readonly unknown[]> {
  const all: unknown[] = [];
  for (let page = 1; ; page += 1) {
    const items = (await call('GET', `${path}?per_page=${pageSize}&page=${page}`)) as readonly unknown[];
    all.push(...items);
    if (items.length < pageSize) return all;
  }
}
