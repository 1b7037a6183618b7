import { nameOf } from '../../assembly/names';
import { namesakes } from '../../assembly/namesakes';
import type { Impact, Review, Workload } from '../../model';
import type { Block, Sentence } from './blocks';
import { code, toned } from './blocks';
import { mediumFindings } from './medium-findings';
import { countsText, counted, feltBy, quietIn, verdictWords, workloadSentence } from './words';

/** The first ten lines must be enough to decide: verdict, why, what users feel, and the digest at the end. */
const lines = 8;
const reasonsShown = 4;
const workloadsShown = 4;
const leastWorkloads = 2;
const noticesShown = 2;

const worstFirst: readonly Impact[] = ['outage', 'unknown', 'errors-possible', 'reduced', 'none'];

export function headline(review: Review): readonly Block[] {
  const { text, tone } = verdictWords[review.verdict];
  const stacks =
    review.stacks.length === 1 ? [code(review.stacks[0]?.stack ?? '')] : [counted(review.stacks.length, 'stack')];
  const said = review.stacks.flatMap(({ notices = [] }) =>
    notices.map((notice): Sentence => [toned('warning', 'The plan says'), `: ${notice}`]),
  );
  const notices = shortened(said, noticesShown, 'notice');
  const findings = mediumFindings(review);
  const besides = notices.length + findings.length;
  const reasons = shortened(
    review.verdictReasons.map((reason) => [reason]),
    Math.min(reasonsShown, lines - leastWorkloads - besides),
    'reason',
  );
  const workloads = shortened(
    workloadLines(review.workloads),
    Math.min(workloadsShown, lines - besides - reasons.length),
    'workload',
  );
  return [
    {
      kind: 'heading',
      level: 1,
      text: [toned(tone, text), ': ', ...stacks, `, ${countsText(review.counts, quietIn(review.stacks))}`],
    },
    ...[[...reasons, ...findings], notices, workloads].filter(({ length }) => length > 0).map(list),
    { kind: 'paragraph', text: ['Digest ', code(review.digest)] },
  ];
}

const list = (items: readonly Sentence[]): Block => ({ kind: 'list', items });

/** Worst first. */
export const inOrder = (workloads: readonly Workload[]): readonly Workload[] =>
  [...workloads].sort((a, b) => worstFirst.indexOf(a.forecast.impact) - worstFirst.indexOf(b.forecast.impact));

/** Worst first; two of one name are told apart by their stacks. */
function workloadLines(workloads: readonly Workload[]): readonly Sentence[] {
  const ambiguous = namesakes(workloads);
  return inOrder(workloads).map((workload) => workloadLine(workload, ambiguous.has(workload)));
}

export const workloadLine = (workload: Workload, withStack = false): Sentence => [
  `${workload.kind} `,
  code(nameOf(workload)),
  ...(withStack ? [' of ', code(workload.stack)] : []),
  ': ',
  ...workloadSentence(workload),
  '; ',
  feltBy(workload),
  ...(workload.forecast.completes.state === 'blocked'
    ? ['; ', toned('danger', `will not complete: ${workload.forecast.completes.reason}`)]
    : []),
  // Where the impact is unknown the reason is the same, and has been said.
  ...(workload.forecast.completes.state === 'unknown' && workload.forecast.impact !== 'unknown'
    ? ['; ', toned('warning', `may not complete: ${workload.forecast.completes.reason}`)]
    : []),
];

function shortened(lines: readonly Sentence[], most: number, noun: string): readonly Sentence[] {
  if (lines.length <= most) return lines;
  const rest = lines.length - (most - 1);
  return [...lines.slice(0, most - 1), [`and ${counted(rest, `more ${noun}`)} below`]];
}
