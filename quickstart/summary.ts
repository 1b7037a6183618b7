import type { ReleaseFacts, ReleasePromise } from './promises';

export interface PhaseTime {
  readonly phase: string;
  readonly seconds: number;
}

export interface NextCommand {
  readonly command: string;
  readonly does: string;
}

/** The last thing a new user reads: what was measured, which promises were kept, what to try next. */
export function summaryOf(
  facts: ReleaseFacts,
  promises: readonly ReleasePromise[],
  times: readonly PhaseTime[],
  next: readonly NextCommand[],
): string {
  const { traffic, orders } = facts;
  const rows: readonly (readonly [string, string])[] = [
    ['versions', `${facts.from} before, ${facts.versionsAfter.join(', ') || 'none answering'} after`],
    ['requests sent', String(traffic.sent)],
    ['requests failed', String(traffic.failed)],
    ['longest gap', `${Math.round(traffic.longestGapMilliseconds)} ms between two answers`],
    ['orders acknowledged', String(orders.acknowledged)],
    ['orders found', String(orders.found)],
    ...times.map(({ phase, seconds }) => [phase, `${seconds.toFixed(1)} s`] as const),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const commandWidth = Math.max(...next.map(({ command }) => command.length));
  return [
    '',
    `Release ${facts.from} -> ${facts.to}`,
    ...rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`),
    '',
    ...promises.map(({ text, kept, seen }) => (kept ? `  kept    ${text}` : `  BROKEN  ${text}: ${seen}`)),
    '',
    'Try next:',
    ...next.map(({ command, does }) => `  ${command.padEnd(commandWidth)}  # ${does}`),
    '',
  ].join('\n');
}
