import { isAtLeast, isWorse, severities, type Counts, type Impact, type Review, type Severity } from '../../review';
import { UserError } from '../command';

const impacts: readonly Impact[] = ['reduced', 'errors-possible', 'outage', 'unknown'];
/** What counts as a change; reads and drift alone do not. */
const changes: readonly (keyof Counts)[] = [
  ...(['create', 'update', 'replace', 'delete', 'move', 'import', 'forget', 'unknown', 'invoke', 'outputs'] as const),
];
/** Planning failed, or somebody gave a state: an error or wrong usage, and no review of a release. */
const noPlan: ReadonlySet<string> = new Set(['errored', 'state-only']);
type FailOn = 'needs-approval' | 'blocked' | Severity | Impact;

/** Undefined when the option is not given; an empty one is a variable that nobody set, and would let everything pass. */
export function failOnOf(text: string | undefined): readonly FailOn[] {
  if (text === undefined) return [];
  const known: readonly string[] = ['needs-approval', 'blocked', ...severities, ...impacts];
  const wanted = text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
  if (wanted.length === 0)
    throw new UserError(`--fail-on is empty: is a variable not set? Use ${known.join(', ')}, or leave it out.`);
  const unknown = wanted.filter((word) => !known.includes(word));
  if (unknown.length > 0)
    throw new UserError(
      `--fail-on does not know ${unknown.map((word) => `"${word}"`).join(', ')}; use ${known.join(', ')}.`,
    );
  return wanted as readonly FailOn[];
}

/** 3 before 1: `--fail-on needs-approval` makes that verdict 3, and an errored plan has it. A drift alone is 0. */
export function exitCodeOf(review: Review, failOn: readonly FailOn[]): 0 | 1 | 2 | 3 {
  if (whyThree(review, failOn).length > 0) return 3;
  if (review.stacks.some(({ incomplete }) => incomplete.some(({ kind }) => noPlan.has(kind)))) return 1;
  const changed = changes.some((kind) => review.counts[kind] > 0);
  return changed || !review.complete ? 2 : 0;
}

/** Why the exit code is 3, a line for each cause: the review may have gone to a file that nobody opens. */
export function whyThree(review: Review, failOn: readonly FailOn[]): readonly string[] {
  return [
    ...(review.verdict === 'blocked' ? [`blocked by policy: ${review.verdictReasons.join(' ')}`] : []),
    ...failOn.flatMap((what) => causes(review, what).map((cause) => `--fail-on ${what}: ${cause}`)),
  ];
}

/** What makes a word of `--fail-on` apply, beyond a verdict that blocks in any case. */
function causes({ verdict, verdictReasons, findings, workloads }: Review, what: FailOn): readonly string[] {
  if (what === 'needs-approval')
    return verdict === 'needs-approval' ? [`the verdict is needs-approval. ${verdictReasons.join(' ')}`] : [];
  if (what === 'blocked') return []; // Fails without being asked for.
  if (isSeverity(what))
    return findings
      .filter(({ severity, waived, on }) => waived === null && on === 'change' && isAtLeast(what, severity))
      .map(({ severity, fingerprint, message }) => `${severity} ${fingerprint}: ${message}`);
  return workloads
    .filter(({ forecast: { impact } }) => impact === what || isKnownToBeWorse(impact, what))
    .map(({ kind, stack, address, forecast }) =>
      `impact ${forecast.impact} on ${kind} ${stack}.${address}: ${forecast.reasons[0]?.text ?? ''}`.replace(
        /: $/,
        '.',
      ),
    );
}

/** Unknown is as bad as it can be, yet nothing that is known to be so: it is asked for by its name. */
const isKnownToBeWorse = (impact: Impact, than: Impact): boolean => impact !== 'unknown' && isWorse(impact, than);

const isSeverity = (what: FailOn): what is Severity => (severities as readonly string[]).includes(what);
