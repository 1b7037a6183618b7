import type { Review } from '../model';
import { oncePer } from '../once';
import { code, type Block, type Section } from './document/blocks';
import { differenceBlocks } from './document/differences';
import { releaseBlocks } from './document/findings';
import { headline } from './document/headline';
import { shortStackBlocks } from './document/short-stack';
import { stackBlocks } from './document/stack';

/**
 * A review in reading order: what decides comes first, what explains comes after, and limits drop from the back. Made
 * once for all formats that one command prints.
 */
export const documentOf = oncePer(sectionsOf);

function sectionsOf(review: Review): readonly Section[] {
  return [
    { title: 'headline', dropOrder: 0, blocks: headline(review) },
    ...[{ title: 'release', dropOrder: 1, blocks: releaseBlocks(review) }].filter(({ blocks }) => blocks.length > 0),
    ...review.stacks.map((stack): Section => ({
      title: `stack ${stack.stack}`,
      dropOrder: 1,
      blocks: stackBlocks(stack, review),
      short: (most) => shortStackBlocks(stack, review, most),
    })),
    ...review.stacks.flatMap((one): readonly Section[] => {
      const { stack } = one;
      const blocks = differenceBlocks(one);
      if (blocks.length === 0) return [];
      // Of several stacks all stand behind the last one, and two may hold the same addresses.
      const heading: readonly Block[] =
        review.stacks.length === 1 ? [] : [{ kind: 'heading', level: 2, text: ['Differences of ', code(stack)] }];
      return [{ title: `differences of ${stack}`, dropOrder: 3, blocks: [...heading, ...blocks] }];
    }),
    {
      title: 'assumptions and blind spots',
      dropOrder: 2,
      blocks: [
        ...titledList('What this review takes for granted', review.assumptions),
        ...titledList('What this review cannot see', review.blindSpots),
      ],
    },
  ];
}

const titledList = (title: string, lines: readonly string[]): readonly Block[] =>
  lines.length === 0
    ? []
    : [
        { kind: 'heading', level: 2, text: [title] },
        { kind: 'list', items: lines.map((line) => [line]) },
      ];
