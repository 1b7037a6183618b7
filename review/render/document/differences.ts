import type { Change, Difference, OutputDifference, StackReview } from '../../model';
import { code, type Block } from './blocks';
import { actionWord, counted, sideText } from './words';

type Line = { readonly mark: '+' | '-' | ' ' | '~'; readonly text: string };

/** The semantic diff of one stack, an object at a time, folded. */
export function differenceBlocks(stack: StackReview): readonly Block[] {
  const objects = stack.changes
    .filter(({ action, differences }) => action !== 'no-op' || differences.length > 0)
    .map(objectDetails);
  return stack.outputs.length === 0 ? objects : [...objects, outputDetails(stack.outputs)];
}

function objectDetails(change: Change): Block {
  const { computed, orderOnly, emptiness } = change.noise;
  const hidden = computed + orderOnly + emptiness;
  const notes = [
    ...(change.previousAddress === undefined ? [] : [`moved from ${change.previousAddress}`]),
    ...(change.importing === undefined ? [] : [`imported ${change.importing.id ?? 'by an identity known later'}`]),
    ...(change.deposed === undefined ? [] : [`deposed object ${change.deposed}`]),
    ...(hidden === 0 ? [] : [`${counted(hidden, 'difference')} without meaning not listed`]),
  ];
  return {
    kind: 'details',
    summary: [
      `${actionWord(change.action)} `,
      code(change.address),
      ` (${counted(change.differences.length, 'difference')})`,
    ],
    blocks: [
      ...(notes.length === 0 ? [] : [{ kind: 'paragraph', text: [notes.join(', ')] } as const]),
      { kind: 'difference', lines: change.differences.flatMap(linesOf) },
    ],
  };
}

function linesOf({ label, before, after, forcesReplacement, detail }: Difference): readonly Line[] {
  const suffix = forcesReplacement ? '  # forces replacement' : '';
  if (detail)
    return [
      { mark: '~', text: `${label}:${suffix}` },
      ...detail.map(({ mark, text }) => ({ mark, text: `  ${text}` })),
    ];
  if (before.kind === 'absent') return [{ mark: '+', text: `${label}: ${sideText(after)}${suffix}` }];
  if (after.kind === 'absent') return [{ mark: '-', text: `${label}: ${sideText(before)}${suffix}` }];
  return [{ mark: '~', text: `${label}: ${sideText(before)} -> ${sideText(after)}${suffix}` }];
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
