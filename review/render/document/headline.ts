import { nameOf } from '../../assembly/names';
import { type Distinction, namesakes } from '../../assembly/namesakes';
import type { Impact, Review, Workload } from '../../model';
import type { Block, Sentence } from './blocks';
import { oneLine } from '../escape';
import { wrapped } from '../wrap';
import { code, plain, toned } from './blocks';
import { mediumFindings } from './medium-findings';
import { countsText, counted, feltBy, quietIn, verdictWords, workloadSentence } from './words';

/** The first ten lines must be enough to decide: verdict, why, what users feel, and the digest at the end. */
const room = { lines: 10, columns: 80 };
const most = { reasons: 4, workloads: 4, notices: 2, linesOfNotices: 4 };

const worstFirst: readonly Impact[] = ['outage', 'unknown', 'errors-possible', 'reduced', 'none'];

export function headline(review: Review): readonly Block[] {
  const { text, tone } = verdictWords[review.verdict];
  const stacks =
    review.stacks.length === 1 ? [code(review.stacks[0]?.stack ?? '')] : [counted(review.stacks.length, 'stack')];
  const said = review.stacks.flatMap(({ notices = [] }) =>
    notices.map((notice): Sentence => [toned('warning', 'The plan says'), `: ${notice}`]),
  );
  const findings = mediumFindings(review);
  const reasons = new Lines(
    review.verdictReasons.map((reason) => [reason]),
    'reason',
    most.reasons,
    1,
  );
  const notices = new Lines(said, 'notice', most.notices);
  const workloads = new Lines(workloadLines(review.workloads), 'workload', most.workloads, 1);
  const heading: Sentence = [
    toned(tone, text),
    ': ',
    ...stacks,
    `, ${countsText(review.counts, quietIn(review.stacks))}`,
  ];
  const digest: Sentence = ['Digest ', code(review.digest)];
  let left = room.lines - height(heading, 0) - height(digest, 0) - heightOf(findings);
  const shownNotices = notices.within(Math.min(most.linesOfNotices, left - reasons.least - workloads.least));
  left -= heightOf(shownNotices);
  const shownReasons = reasons.within(left - workloads.least);
  left -= heightOf(shownReasons);
  return [
    { kind: 'heading', level: 1, text: heading },
    ...[[...shownReasons, ...findings], shownNotices, workloads.within(left)]
      .filter(({ length }) => length > 0)
      .map(list),
    { kind: 'paragraph', text: digest },
  ];
}

/** Lines that a sentence takes where columns are fewest; an item of a list is indented. */
const height = (sentence: Sentence, indent = 4): number =>
  wrapped(oneLine(plain(sentence)), room.columns - indent).split('\n').length;

const heightOf = (items: readonly Sentence[]): number => items.reduce((sum, item) => sum + height(item), 0);

/** Sentences of one sort, most important first, of which so many are shown as there is room for; the rest is counted. */
class Lines {
  readonly #first: readonly Sentence[];

  constructor(
    private readonly all: readonly Sentence[],
    private readonly noun: string,
    private readonly most: number,
    /** So many are shown whatever room there is. */
    private readonly always = 0,
  ) {
    this.#first = all.slice(0, most);
  }

  /** Lines without which nothing of it can be told. */
  get least(): number {
    return this.all.length === 0 ? 0 : heightOf(this.#shortened(this.always));
  }

  within(lines: number): readonly Sentence[] {
    if (this.all.length <= this.most && heightOf(this.all) <= lines) return this.all;
    let count = Math.max(this.always, Math.min(this.most, this.all.length) - 1);
    while (count > this.always && heightOf(this.#shortened(count)) > lines) count--;
    return this.#shortened(count);
  }

  #shortened(count: number): readonly Sentence[] {
    const rest = this.all.length - count;
    if (rest <= 0) return this.all;
    const counts =
      count === 0 ? `${counted(rest, this.noun)} below` : `and ${counted(rest, `more ${this.noun}`)} below`;
    return [...this.#first.slice(0, count), [counts]];
  }
}

const list = (items: readonly Sentence[]): Block => ({ kind: 'list', items });

/** Worst first. */
export const inOrder = (workloads: readonly Workload[]): readonly Workload[] =>
  [...workloads].sort((a, b) => worstFirst.indexOf(a.forecast.impact) - worstFirst.indexOf(b.forecast.impact));

/** Worst first; two of one name are told apart. */
function workloadLines(workloads: readonly Workload[]): readonly Sentence[] {
  const ambiguous = namesakes(workloads);
  return inOrder(workloads).map((workload) => workloadLine(workload, ambiguous.get(workload)));
}

export const workloadLine = (workload: Workload, told?: Distinction): Sentence => [
  ...calledInFull(workload, told),
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

export const calledInFull = (workload: Workload, told: Distinction | undefined): Sentence => [
  `${workload.kind} `,
  code(nameOf(workload)),
  ...toldApart(told),
];

/** What follows the name of a workload that another one shares. */
export const toldApart = (told: Distinction | undefined): Sentence =>
  told === undefined ? [] : [` ${told.preposition} `, code(told.name)];
