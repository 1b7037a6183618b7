import type { Failure } from '../../load/report';

/** Failures of one kind: enough to find what they have in common. */
export interface FailureGroup {
  readonly what: string;
  readonly count: number;
  /** Seconds since the load began. */
  readonly from: number;
  readonly to: number;
}

/** Failed requests by what they were for and how they failed, the most frequent first. */
export function failureGroups(failures: readonly Failure[]): readonly FailureGroup[] {
  const groups = new Map<string, FailureGroup>();
  for (const { purpose, kind, detail, milliseconds } of failures) {
    // An answer is told by its status and reason, a connection by the system's error; ports and references differ each time.
    const what = `${purpose} ${kind} ${kind === 'status' ? detail.slice(0, 80) : (detail.split(' ')[0] ?? '')}`;
    const second = Math.round(milliseconds / 100) / 10;
    const { count = 0, from = second, to = second } = groups.get(what) ?? {};
    groups.set(what, { what, count: count + 1, from: Math.min(from, second), to: Math.max(to, second) });
  }
  return [...groups.values()].sort((one, other) => other.count - one.count);
}
