import type { Finding, Review, Workload } from '../../../review/model';
import type { Block, Section } from '../../../review/render/document/blocks';
import { fit } from '../../../review/render/fit';
import { markdown } from '../../../review/render/markdown';
import { sampleReview } from './sample';

const blocksOf = (text: string): readonly Block[] => [{ kind: 'paragraph', text: [text] }];
const textOf = (blocks: readonly Block[]): string =>
  blocks.map((block) => (block.kind === 'paragraph' ? block.text.join('') : '')).join('\n\n');
const section = (title: string, dropOrder: number, length: number, short?: number): Section => ({
  title,
  dropOrder,
  blocks: blocksOf(`${title}: `.padEnd(length, 'x')),
  short: short === undefined ? undefined : () => blocksOf(`short ${title}: `.padEnd(short, 'x')),
});
/** What stands there of each section, and what the last line names. */
function fitted(limit: number, ...sections: readonly Section[]): readonly string[] {
  const text = fit([section('first', 0, 100), ...sections], textOf, { limit, unit: 'characters' });
  expect(text.length).toBeLessThanOrEqual(limit);
  return text
    .trimEnd()
    .split('\n\n')
    .map((paragraph) => paragraph.replace(/: x*$/, ''));
}
const leftOut = (limit: number, names: string): string =>
  `Left out because the text would be longer than ${limit} characters: ${names}.`;

describe('a text that is too long', () => {
  it('loses the least important sections first, and of those the last', () => {
    const sections = [section('a', 1, 300), section('details a', 3, 300), section('b', 1, 300), section('c', 2, 300)];
    expect(fitted(2000, ...sections)).toEqual(['first', 'a', 'details a', 'b', 'c']);
    expect(fitted(1200, ...sections)).toEqual(['first', 'a', 'b', 'c', leftOut(1200, 'details a')]);
    expect(fitted(600, ...sections)).toEqual(['first', 'a', leftOut(600, 'details a, b, c')]);
  });

  it('is shortened, where most is saved, before a section of the same importance goes', () => {
    const sections = [section('a', 1, 300, 100), section('b', 1, 900, 100), section('details', 3, 500)];
    expect(fitted(800, ...sections)).toEqual(['first', 'a', 'short b', leftOut(800, 'details')]);
    expect(fitted(500, ...sections)).toEqual(['first', 'short a', 'short b', leftOut(500, 'details')]);
    expect(fitted(300, ...sections)).toEqual(['first', 'short a', leftOut(300, 'b, details')]);
  });

  it('has a short form of every section, also of those behind a huge one', () => {
    const sections = [section('a', 1, 9000, 100), section('b', 1, 9000, 100), section('c', 1, 150, 100)];
    expect(fitted(600, ...sections)).toEqual(['first', 'short a', 'short b', 'c']);
  });

  it('keeps a section whole that would be no shorter', () => {
    const sections = [section('a', 1, 300, 301), section('b', 1, 900, 100)];
    expect(fitted(700, ...sections)).toEqual(['first', 'a', 'short b']);
    expect(fitted(500, ...sections)).toEqual(['first', 'a', leftOut(500, 'b')]);
  });

  it('has room for what is less important when a huge section became short', () => {
    const sections = [section('a', 1, 9000, 100), section('b', 2, 200), section('details', 3, 9000)];
    expect(fitted(600, ...sections)).toEqual(['first', 'short a', 'b', leftOut(600, 'details')]);
  });

  it('is cut, and says so, when even the first section is too long', () => {
    expect(fitted(90, section('a', 1, 10)).at(-1)).toBe('Cut here: even the first lines are longer than allowed.');
  });
});

/** A stack with 300 workloads, of which the last is out, and 200 findings, of which one counts; another stack beside it. */
function hugeReview(): Review {
  const { stacks, workloads, findings, ...review } = sampleReview();
  const [stack, workload, finding] = [stacks[0], workloads[0], findings[0]] as never as [
    Review['stacks'][number],
    Workload,
    Finding,
  ];
  return {
    ...review,
    stacks: [
      { ...stack, stack: 'huge' },
      { ...stack, stack: 'small' },
    ],
    workloads: [
      ...Array.from({ length: 300 }, (_, index): Workload => ({
        ...workload,
        stack: 'huge',
        name: `worker-${index}`,
        forecast: { ...workload.forecast, impact: index === 299 ? 'outage' : 'reduced' },
      })),
      { ...workload, stack: 'small', name: 'lonely' },
    ],
    findings: Array.from({ length: 200 }, (_, index): Finding => ({
      ...finding,
      stack: 'huge',
      address: `finding-${index}`,
      severity: index === 199 ? 'critical' : 'medium',
    })),
  };
}

describe('the comment about a huge stack', () => {
  const text = markdown.render(hugeReview(), {});

  it('keeps its worst workloads and findings, and says how many are left out', () => {
    expect(text).toMatch(/\| Deployment <code>shop&#47;worker-299<\/code> \| 🔴 <strong>outage<\/strong> \|/);
    expect(text).toContain(
      '🔴 <strong>critical</strong> <code>readiness-probe-removed</code> on <code>finding-199</code>',
    );
    expect(text).toContain(
      'Shortened</strong>: left out are 150 of 300 workloads, 50 of 200 findings, all explanations',
    );
    expect(text.indexOf('finding-199')).toBeLessThan(text.indexOf('finding-0'));
  });

  it('keeps the fewer the smaller the limit is', () => {
    const leftOutWithin = (maxCharacters: number): string | undefined =>
      /left out are (\d+ of 300 workloads, \d+ of 200 findings)/.exec(
        markdown.render(hugeReview(), { maxCharacters }),
      )?.[1];
    expect(leftOutWithin(40_000)).toBe('240 of 300 workloads, 140 of 200 findings');
    expect(leftOutWithin(16_000)).toBe('280 of 300 workloads, 180 of 200 findings');
  });

  it('keeps everything of the stack beside it, and what the review takes for granted', () => {
    expect(text).toContain('<summary>why <code>lonely</code>');
    expect(text).toContain('What this review takes for granted');
    expect(text).not.toMatch(/Left out .*stack/);
  });
});
