import { shortNameOf } from '../../assembly/names';
import { type Distinction, namesakes } from '../../assembly/namesakes';
import { reasonInWords } from '../../diff/action-reason';
import { kindNamed } from '../../kinds';
import type { Change, Drift, Review, StackReview, Workload } from '../../model';
import { isWholeObject } from '../../diff/drift';
import { code, toned, type Block, type Sentence } from './blocks';
import { calledInFull, toldApart } from './headline';
import { fingerprintBlocks, findingSentences } from './findings';
import { actionWord, countsText, feltBy, impactSpan, quietIn, sideText, startedBy, workloadSentence } from './words';

/** One stack: what each workload goes through, what is replaced or lost, findings, drift. */
export function stackBlocks(stack: StackReview, review: Review): readonly Block[] {
  const workloads = review.workloads.filter((workload) => workload.stack === stack.stack);
  const findings = review.findings.filter((finding) => finding.stack === stack.stack);
  const ambiguous = namesakes(workloads);
  return [
    ...stackHead(stack),
    ...(workloads.length === 0 ? [] : [workloadTable(workloads, ambiguous)]),
    ...workloads.flatMap((workload) => workloadDetails(workload, ambiguous.get(workload))),
    ...listUnlessEmpty(stack.changes.flatMap(newPlace)),
    ...listUnlessEmpty(stack.changes.filter(isEndOfAnObject).map(endOfAnObject)),
    ...listUnlessEmpty(findingSentences(findings)),
    ...fingerprintBlocks(findings),
    ...listUnlessEmpty(stack.drift.map(driftSentence)),
  ];
}

/** What is said of a stack however little room there is. */
export const stackHead = (stack: StackReview): readonly Block[] => [
  { kind: 'heading', level: 2, text: [code(stack.stack), `: ${countsText(stack.counts, quietIn([stack]))}`] },
  ...stack.incomplete.map(({ message }): Block => ({
    kind: 'paragraph',
    text: [toned('danger', 'Incomplete plan'), `: ${message}`],
  })),
  ...(stack.notices ?? []).map((notice): Block => ({
    kind: 'paragraph',
    text: [toned('warning', 'The plan says'), `: ${notice}`],
  })),
];

export function workloadTable(workloads: readonly Workload[], ambiguous: ReadonlyMap<Workload, Distinction>): Block {
  return {
    kind: 'table',
    // What users feel comes second: narrow pages cut off the columns behind.
    head: ['workload', 'users', 'what happens', 'available', 'running'],
    rows: workloads.map((workload) => [
      calledInFull(workload, ambiguous.get(workload)),
      [feltBy(workload)],
      workloadSentence(workload),
      [availableOf(workload)],
      [workload.forecast.highestRunning === null ? 'not known' : `up to ${workload.forecast.highestRunning}`],
    ]),
  };
}

function availableOf({ kind, forecast: { lowestAvailable, podsBefore } }: Workload): string {
  if (kindNamed(kind)?.runsToCompletion) return 'not counted';
  if (podsBefore === 0) return 'none before';
  return lowestAvailable === null || podsBefore === null ? 'not known' : `${lowestAvailable} of ${podsBefore}`;
}

function workloadDetails(workload: Workload, told: Distinction | undefined): readonly Block[] {
  const { constructPath, forecast } = workload;
  const lines: Sentence[] = [
    ...(constructPath === undefined ? [] : [['construct ', code(constructPath)]]),
    ...(forecast.trigger === undefined ? [] : [startedBy(forecast.trigger)]),
    ...forecast.reasons.map(({ text, fields }): Sentence =>
      fields.length === 0 ? [text] : [`${text} (`, code(fields.join(', ')), ')'],
    ),
    ...forecast.conditions.map((condition): Sentence => [`if ${condition.if}: `, impactSpan(condition.impact)]),
    ...(forecast.completes.state === 'expected'
      ? []
      : [[`completes: ${forecast.completes.state}, ${forecast.completes.reason}`]]),
  ];
  return lines.length === 0
    ? []
    : [
        {
          kind: 'details',
          summary: ['why ', code(shortNameOf(workload)), ...toldApart(told)],
          blocks: [{ kind: 'list', items: lines }],
        },
      ];
}

/** Moves and imports change what Terraform knows of an object, and nothing of the object itself. */
function newPlace({ address, previousAddress, importing }: Change): readonly Sentence[] {
  return [
    ...(previousAddress === undefined
      ? []
      : [['move ', code(previousAddress), ' to ', code(address), ', in the state alone']]),
    ...(importing === undefined
      ? []
      : [['import ', code(address), ', which exists as ', code(importing.id ?? 'known only after apply')]]),
  ];
}

const isEndOfAnObject = ({ action, remark }: Change): boolean =>
  remark !== undefined ||
  action === 'replace' ||
  action === 'delete' ||
  action === 'forget' ||
  typeof action !== 'string';

const replaceOrders: { readonly [order in NonNullable<Change['replaceOrder']>]: string } = {
  'delete-first': ', old one goes first',
  'create-first': ', new one first',
  'old-kept': ', old one leaves the state and lives on',
};

function endOfAnObject(change: Change): Sentence {
  const order = change.replaceOrder === undefined ? '' : replaceOrders[change.replaceOrder];
  const forcing = change.differences.filter(({ forcesReplacement }) => forcesReplacement).map(({ label }) => label);
  return [
    toned(change.remark === undefined ? 'danger' : 'muted', actionWord(change.action)),
    ' ',
    ...(change.deposed === undefined ? [] : [`deposed object ${change.deposed} of `]),
    code(change.address),
    order,
    ...(forcing.length === 0 ? [] : [' because of ', code(forcing.join(', '))]),
    ...(change.reason === undefined ? [] : [` (${reasonInWords(change.reason)})`]),
    ...(change.remark === undefined ? [] : [`. ${change.remark}`]),
    ...(change.ending === undefined ? [] : [`. ${change.ending.old}${howToAvoid(change.ending.avoid)}`]),
  ];
}

const howToAvoid = (avoid: string): string => (avoid === '' ? '' : ` To avoid it: ${lowerFirst(avoid)}`);
const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

const driftSentence = (drift: Drift): Sentence => [
  `drift ${drift.outcome}: `,
  code(drift.address),
  ' ',
  ...(isWholeObject(drift)
    ? [drift.label]
    : [code(drift.label), ' is ', code(sideText(drift.actual)), ', was ', code(sideText(drift.before))]),
  ...(drift.likelyOwner === undefined ? [] : [` (probably ${drift.likelyOwner})`]),
];

export const listUnlessEmpty = (items: readonly Sentence[]): readonly Block[] =>
  items.length === 0 ? [] : [{ kind: 'list', items }];
