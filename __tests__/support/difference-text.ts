import type { Change, Difference, Drift, OutputDifference, Plan, Side } from '../../review/model';
import { diffPlan } from '../../review/diff/diff-plan';

/** A plan's differences as plain lines, for tests that compare the whole. No renderer: nothing is shortened or masked. */
export function differenceText(plan: Plan): string {
  const { changes, outputs, drift, driftNoise } = diffPlan(plan);
  const lines = [
    ...changes.flatMap(changeLines),
    ...outputs.map(outputLine),
    ...drift.map(driftLine),
    ...(driftNoise > 0 ? [`drift noise: ${driftNoise}`] : []),
    ...plan.incomplete.map(({ kind, message }) => `incomplete (${kind}): ${message}`),
    ...plan.notices.map((notice) => `notice: ${notice}`),
  ];
  return `${lines.join('\n')}\n`;
}

export function changeLines(change: Change): string[] {
  const { action, replaceOrder, reason, previousAddress, importing, deposed, noise, reordered } = change;
  const notes = [
    replaceOrder,
    reason,
    previousAddress && `moved from ${previousAddress}`,
    importing && `imports ${importing.id}`,
    deposed && `deposed ${deposed}`,
    ...Object.entries(noise).map(([kind, count]) => (count > 0 ? `${kind} ${count}` : undefined)),
    reordered && `reordered ${reordered.map((path) => path.join('.')).join(' ')}`,
  ].filter((note) => note !== undefined);
  const head = typeof action === 'string' ? action : `unknown action ${action.unknown}`;
  return [
    `${head} ${change.address}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`,
    ...change.differences.map((difference) => `  ${differenceLine(difference)}`),
    ...(change.secretKeys ?? []).map(({ key, state }) => `  key ${key}: ${state}`),
  ];
}

export function differenceLine({ label, before, after, forcesReplacement }: Difference): string {
  return `${label}: ${sideText(before)} -> ${sideText(after)}${forcesReplacement ? ' (forces replacement)' : ''}`;
}

function outputLine({ name, before, after }: OutputDifference): string {
  return `output ${name}: ${sideText(before)} -> ${sideText(after)}`;
}

function driftLine({ address, label, outcome, before, actual, likelyOwner }: Drift): string {
  const owner = likelyOwner === undefined ? '' : ` by ${likelyOwner}`;
  return `drift ${address} ${label}: ${sideText(before)} -> ${sideText(actual)}, ${outcome}${owner}`;
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
