import type { Change, Difference, Side } from '../../review/model';

/** A change's differences as plain lines, for tests that compare the whole. No renderer: nothing is shortened or masked. */
export function changeLines(change: Change): string[] {
  const { action, replaceOrder, reason, previousAddress, importing, deposed, noise, rewritten } = change;
  const notes = [
    replaceOrder,
    reason,
    previousAddress && `moved from ${previousAddress}`,
    importing && `imports ${importing.id}`,
    deposed && `deposed ${deposed}`,
    ...Object.entries(noise).map(([kind, count]) => (count > 0 ? `${kind} ${count}` : undefined)),
    rewritten?.map(({ label }) => label).join(', '),
  ].filter((note) => note !== undefined);
  const head = typeof action === 'string' ? action : `unknown action ${action.unknown}`;
  return [
    `${head} ${change.address}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`,
    ...change.differences.map((difference) => `  ${differenceLine(difference)}`),
    ...(change.secretKeys ?? []).map(({ key, state }) => `  key ${key}: ${state}`),
  ];
}

function differenceLine({ label, before, after, forcesReplacement }: Difference): string {
  return `${label}: ${sideText(before)} -> ${sideText(after)}${forcesReplacement ? ' (forces replacement)' : ''}`;
}

function sideText(side: Side): string {
  switch (side.kind) {
    case 'absent':
      return 'absent';
    case 'value':
      return JSON.stringify(side.value);
    case 'unknown':
      return side.cause === undefined ? 'unknown' : `unknown (${side.cause})`;
    case 'masked':
      return 'masked';
  }
}
