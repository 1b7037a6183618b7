import type { Change, Difference, OutputDifference, StackReview } from '../../model';
import { code, toned, type Block } from './blocks';
import { secretKeysText } from './secret-keys';
import { openSide } from './network-policy';
import { listedDifferences } from './unset';
import { actionWord, counted, isQuiet, sideText } from './words';

type Line = { readonly mark: '+' | '-' | ' ' | '~'; readonly text: string };

/** The semantic diff of one stack, an object at a time, folded. */
export function differenceBlocks(stack: StackReview): readonly Block[] {
  const telling = stack.changes.filter(
    (change) => (change.action !== 'no-op' || change.differences.length > 0) && !isQuiet(change),
  );
  // What goes has no two sides; that it goes stands above.
  const objects = telling.map(objectDetails).filter(({ blocks }) => blocks.length > 0);
  const quiet = stack.changes.filter(isQuiet);
  const unlisted = telling.reduce((sum, change) => sum + unlistedIn(change), 0);
  return [
    ...objects,
    ...(stack.outputs.length === 0 ? [] : [outputDetails(stack.outputs)]),
    ...(quiet.length === 0 ? [] : [quietDetails(quiet)]),
    ...(unlisted === 0 ? [] : [unlistedNote(unlisted)]),
  ];
}

/** Named once, so that they can be looked up, and out of the way. */
const quietDetails = (changes: readonly Change[]): Block => ({
  kind: 'details',
  summary: [counted(changes.length, 'update'), ' of no consequence'],
  blocks: [{ kind: 'list', items: changes.map(({ address }) => [code(address)]) }],
});

/** Differences that the reader is spared: what the provider works out, order, empty fields, other spellings. */
function unlistedIn(change: Change): number {
  const { computed, orderOnly, emptiness, equivalent } = change.noise;
  const unset = change.differences.length - listedDifferences(change).length;
  return computed + orderOnly + emptiness + equivalent + unset - (change.rewritten ?? []).length;
}

const unlistedNote = (count: number): Block => ({
  kind: 'paragraph',
  text: [toned('muted', `${counted(count, 'difference')} without meaning not listed`)],
});

function objectDetails(change: Change): Extract<Block, { kind: 'details' }> {
  const rewritten = change.rewritten ?? [];
  const differences = listedDifferences(change);
  const notes = [
    ...(change.previousAddress === undefined ? [] : [`moved from ${change.previousAddress}`]),
    ...(change.importing === undefined ? [] : [`imported ${change.importing.id ?? 'by an identity known later'}`]),
    ...(change.deposed === undefined ? [] : [`deposed object ${change.deposed}`]),
    ...(change.secretKeys === undefined ? [] : [secretKeysText(change.secretKeys)]),
  ];
  const lines: readonly Line[] = [
    ...differences.flatMap((difference) => linesOf(difference, openSide(change, difference))),
    ...rewritten.map(({ label }): Line => ({ mark: ' ', text: `${label}: written differently, worth the same` })),
  ];
  return {
    kind: 'details',
    summary: [
      `${actionWord(change.action)} `,
      code(change.address),
      ...(differences.length === 0 ? [] : [` (${counted(differences.length, 'difference')})`]),
    ],
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
