import { isAtLeast, severities, type Impact, type Review, type Severity } from '../../review';
import { UserError } from '../command';

const impacts: readonly Impact[] = ['reduced', 'errors-possible', 'outage', 'unknown'];
/** What counts as a change; reads and drift alone do not. */
const changes = ['create', 'update', 'replace', 'delete', 'move', 'import', 'forget', 'unknown', 'outputs'] as const;
type FailOn = 'needs-approval' | 'blocked' | Severity | Impact;

export function failOnOf(text: string | undefined): readonly FailOn[] {
  const known: readonly string[] = ['needs-approval', 'blocked', ...severities, ...impacts];
  const wanted = (text ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
  const unknown = wanted.filter((word) => !known.includes(word));
  if (unknown.length > 0)
    throw new UserError(
      `--fail-on does not know ${unknown.map((word) => `"${word}"`).join(', ')}; use ${known.join(', ')}.`,
    );
  return wanted as readonly FailOn[];
}

/** 0 no change (drift alone too), 2 changes, 3 blocked by policy or `--fail-on`, 1 an errored plan. See DESIGN section 6. */
export function exitCodeOf(review: Review, failOn: readonly FailOn[]): 0 | 1 | 2 | 3 {
  if (review.verdict === 'blocked' || failOn.some((what) => applies(review, what))) return 3;
  if (review.stacks.some(({ incomplete }) => incomplete.some(({ kind }) => kind === 'errored'))) return 1;
  const changed = changes.some((kind) => review.counts[kind] > 0);
  return changed || !review.complete ? 2 : 0;
}

function applies({ verdict, findings, workloads }: Review, what: FailOn): boolean {
  if (what === 'needs-approval') return verdict !== 'routine';
  if (what === 'blocked') return verdict === 'blocked';
  if (isSeverity(what))
    return findings.some(({ severity, waived, on }) => waived === null && on === 'change' && isAtLeast(what, severity));
  return workloads.some(({ forecast }) => forecast.impact === what);
}

const isSeverity = (what: FailOn): what is Severity => (severities as readonly string[]).includes(what);
