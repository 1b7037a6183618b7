import type { Change, Difference, OutputDifference, StackReview } from '../../model';
import { code, type Block } from './blocks';
import { secretKeysText } from './secret-keys';
import { openSide } from './network-policy';
import { listedDifferences } from './unset';
import { actionWord, counted, isQuiet, sideText } from './words';

type Line = { readonly mark: '+' | '-' | ' ' | '~'; readonly text: string };

/** The semantic diff of one stack, an object at a time, folded. */
export function differenceBlocks(stack: StackReview): readonly Block[] {
  const objects = stack.changes
    .filter((change) => (change.action !== 'no-op' || change.differences.length > 0) && !isQuiet(change))
    .map(objectDetails)
    // What goes has no two sides; that it goes stands above.
    .filter(({ blocks }) => blocks.length > 0);
  const quiet = stack.changes.filter(isQuiet);
  return [
    ...objects,
    ...(stack.outputs.length === 0 ? [] : [outputDetails(stack.outputs)]),
    ...(quiet.length === 0 ? [] : [quietDetails(quiet)]),
  ];
}

/** Named once, so that they can be looked up, and out of the way. */
const quietDetails = (changes: readonly Change[]): Block => ({
  kind: 'details',
  summary: [counted(changes.length, 'update'), ' of no consequence'],
  blocks: [{ kind: 'list', items: changes.map(({ address }) => [code(address)]) }],
});

function objectDetails(change: Change): Extract<Block, { kind: 'details' }> {
  const { computed, orderOnly, emptiness, equivalent } = change.noise;
  const rewritten = change.rewritten ?? [];
  const differences = listedDifferences(change);
  const unset = change.differences.length - differences.length;
  const hidden = computed + orderOnly + emptiness + equivalent + unset - rewritten.length;
  const notes = [
    ...(change.previousAddress === undefined ? [] : [`moved from ${change.previousAddress}`]),
    ...(change.importing === undefined ? [] : [`imported ${change.importing.id ?? 'by an identity known later'}`]),
    ...(change.deposed === undefined ? [] : [`deposed object ${change.deposed}`]),
    ...(change.secretKeys === undefined ? [] : [secretKeysText(change.secretKeys)]),
    ...(hidden === 0 ? [] : [`${counted(hidden, 'difference')} without meaning not listed`]),
  ];
  const lines: readonly Line[] = [
    ...differences.flatMap((difference) => linesOf(difference, openSide(change, difference))),
    ...rewritten.map(({ label }): Line => ({ mark: ' ', text: `${label}: written differently, worth the same` })),
  ];
  return {
    kind: 'details',
    summary: [`${actionWord(change.action)} `, code(change.address), ` (${counted(differences.length, 'difference')})`],
    blocks: [
      ...(notes.length === 0 ? [] : [{ kind: 'paragraph', text: [notes.join(', ')] } as const]),
      ...(lines.length === 0 ? [] : [{ kind: 'difference', lines } as const]),
    ],
  };
}

function linesOf({ label, before, after, forcesReplacement, detail }: Difference, remark = ''): readonly Line[] {
  // Beside the label, where no long value can push it out of sight or tear it.
  const name = forcesReplacement ? `${label} (forces replacement)` : label;
  const mark = before.kind === 'absent' ? '+' : after.kind === 'absent' ? '-' : '~';
  if (detail)
    return [{ mark, text: `${name}:${remark}` }, ...detail.map((line) => ({ ...line, text: `  ${line.text}` }))];
  const sides = { '+': sideText(after), '-': sideText(before), '~': `${sideText(before)} -> ${sideText(after)}` };
  return [{ mark, text: `${name}: ${sides[mark]}${remark}` }];
}

const outputDetails = (outputs: readonly OutputDifference[]): Block => ({
  kind: 'details',
  summary: [counted(outputs.length, 'output')],
  blocks: [
    {
      kind: 'difference',
      lines: outputs.map(({ name, before, after }) => ({
        mark: '~',
        text: `${name}: ${sideText(before)} -> ${sideText(after)}`,
      })),
    },
  ],
});
