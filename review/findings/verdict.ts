import { shortNameOf } from '../assembly/names';
import { namesakes } from '../assembly/namesakes';
import type { Change, Counts, Finding, Incompleteness, Severity, Verdict, Workload } from '../model';
import type { PolicySettings } from '../policy/settings';
import { type Condition, conditions, defaultVerdicts } from './conditions';
import { listed } from './words';

/** Everything a verdict can rest on. */
export interface Evidence {
  readonly stacks: readonly {
    readonly stack: string;
    readonly incomplete: readonly Incompleteness[];
    readonly changes: readonly Change[];
    readonly outputs: readonly { readonly name: string }[];
    readonly drift: readonly unknown[];
    readonly counts: Pick<Counts, 'invoke'>;
  }[];
  readonly workloads: readonly Workload[];
  readonly findings: readonly Finding[];
}

interface Judgement {
  readonly verdict: Verdict;
  readonly reasons: readonly string[];
}

const worstFirst: readonly Verdict[] = ['blocked', 'needs-approval', 'routine'];

/** The verdict of a policy, and why: worst first, one sentence each. */
export function verdictOf(evidence: Evidence, policy: PolicySettings): Judgement {
  const raised = conditions
    .map((condition) => ({ verdict: policy.verdict[condition], sentences: sentencesOf(condition, evidence) }))
    .filter(({ sentences }) => sentences.length > 0);
  const verdict = worstFirst.find((one) => raised.some((condition) => condition.verdict === one)) ?? 'routine';
  const reasons = worstFirst
    .slice(0, -1)
    .flatMap((one) => raised.filter((condition) => condition.verdict === one).flatMap(({ sentences }) => sentences))
    .filter(isNews);
  return { verdict, reasons: reasons.length > 0 ? reasons : whyRoutine(evidence) };
}

/** A deletion or replacement that a finding has told already, with more, is not told again. */
const isNews = (sentence: string, at: number, all: readonly string[]): boolean =>
  !all
    .slice(0, at)
    .some((other) => [',', ' because of '].some((more) => other.startsWith(`${withoutEnd(sentence)}${more}`)));

/** A condition that holds, in as many sentences as a reader must tell apart; none when it does not hold. */
function sentencesOf(condition: Condition, evidence: Evidence): readonly string[] {
  const changes = evidence.stacks.flatMap((stack) => stack.changes);
  switch (condition) {
    case 'critical-finding':
      return findingSentences('critical', evidence.findings, 3);
    case 'high-finding':
      return findingSentences('high', evidence.findings, 3);
    case 'medium-finding':
      return findingSentences('medium', evidence.findings, 1);
    case 'low-finding':
      return findingSentences('low', evidence.findings, 1);
    case 'unknown-action':
      return changes.filter(hasUnknownAction).map(unknownAction);
    case 'incomplete':
      // An unknown action is said above, with its name; the reader notes it as a kind of incompleteness too.
      return evidence.stacks.flatMap(({ stack, incomplete }) => {
        const [first, ...more] = incomplete.filter(({ kind }) => kind !== 'unknown-action');
        if (first === undefined) return [];
        const others = more.length > 0 ? ` (and ${more.length} more)` : '';
        return [`The plan of ${stack} does not tell everything${others}: ${first.message}`];
      });
    case 'outage':
    case 'unknown-impact':
    case 'errors-possible':
    case 'reduced':
      return impactSentences(condition, evidence.workloads);
    case 'deletion':
      return objects(
        changes.filter(({ action }) => action === 'delete'),
        'is deleted',
        'are deleted',
      );
    case 'replacement': {
      const replaced = changes.filter(isReplacement);
      return [
        ...objects(
          replaced.filter(({ kind }) => kind !== 'Job'),
          'is replaced',
          'are replaced',
        ),
        // The usual way of a Job, in which nothing that serves goes away.
        ...objects(
          replaced.filter(({ kind }) => kind === 'Job'),
          'runs again, for which the Job is replaced',
          'run again, for which the Jobs are replaced',
        ),
      ];
    }
    case 'forget':
      return objects(
        changes.filter(({ action }) => action === 'forget'),
        'leaves the state and lives on',
        'leave the state and live on',
      );
    case 'create':
      return objects(
        changes.filter(({ action }) => action === 'create'),
        'is created',
        'are created',
      );
    case 'update':
      return objects(
        changes.filter(({ action }) => action === 'update'),
        'is updated',
        'are updated',
      );
    case 'import':
      return objects(
        changes.filter(({ importing }) => importing !== undefined),
        'is imported',
        'are imported',
      );
    case 'move':
      return objects(
        changes.filter(({ previousAddress }) => previousAddress !== undefined),
        'gets another address',
        'get other addresses',
      );
    case 'output-change': {
      const names = evidence.stacks.flatMap(({ outputs }) => outputs.map(({ name }) => name));
      return names.length === 0 ? [] : [`${names.length === 1 ? 'Output' : 'Outputs'} ${listed(names)} change.`];
    }
    case 'drift': {
      const count = evidence.stacks.reduce((sum, { drift }) => sum + drift.length, 0);
      return count === 0 ? [] : [`${count} ${count === 1 ? 'field was' : 'fields were'} changed outside Terraform.`];
    }
  }
}

const hasUnknownAction = ({ action }: Change): boolean => typeof action !== 'string';

/**
 * An image's build is named after its content, so every release replaces it; while the old image is kept where it was
 * pushed, nothing that lives is replaced.
 */
function isReplacement({ action, type, raw }: Change): boolean {
  if (action !== 'replace') return false;
  const kept = { docker_image: 'keep_locally', docker_registry_image: 'keep_remotely' }[type];
  return kept === undefined || (raw.before as { readonly [key: string]: unknown } | null)?.[kept] !== true;
}

function findingSentences(severity: Severity, findings: readonly Finding[], most: number): readonly string[] {
  const counting = findings.filter((one) => one.severity === severity && one.on === 'change' && one.waived === null);
  if (counting.length === 0) return [];
  const shown = counting.slice(0, counting.length > most ? most - 1 || 1 : most);
  const rest = counting.length - shown.length;
  return [
    ...shown.map(({ id, stack, message }) => `${withoutEnd(message)} (${severity}: ${id}, ${stack}).`),
    ...(rest > 0 ? [`${rest} more ${severity} ${rest === 1 ? 'finding' : 'findings'}.`] : []),
  ];
}

const withoutEnd = (sentence: string): string => sentence.replace(/\.$/, '');

const unknownAction = ({ stack, address, action }: Change): string =>
  `${stack} ${address} has the action "${typeof action === 'string' ? action : action.unknown}", which this review does not know.`;

const impactOf = {
  outage: { impact: 'outage', text: (who: string) => `Outage of ${who}` },
  'unknown-impact': { impact: 'unknown', text: (who: string) => `Unknown effect on users of ${who}` },
  'errors-possible': { impact: 'errors-possible', text: (who: string) => `Errors possible for users of ${who}` },
  reduced: { impact: 'reduced', text: (who: string) => `Fewer pods of ${who} serve` },
} as const;

function impactSentences(condition: keyof typeof impactOf, workloads: readonly Workload[]): readonly string[] {
  const { impact, text } = impactOf[condition];
  const ambiguous = namesakes(workloads);
  const called = (workload: Workload): string => {
    const told = ambiguous.get(workload);
    return `${shortNameOf(workload)}${told === undefined ? '' : ` ${told.preposition} ${told.name}`}`;
  };
  const byReason = new Map<string, Workload[]>();
  for (const workload of workloads) {
    if (workload.forecast.impact !== impact) continue;
    const reason = workload.forecast.reasons[0]?.text ?? '';
    const alike = byReason.get(reason);
    if (alike === undefined) byReason.set(reason, [workload]);
    else alike.push(workload);
  }
  const groups = [...byReason];
  const told = groups.length > reasonsTold ? groups.slice(0, reasonsTold - 1) : groups;
  const rest = groups.slice(told.length).flatMap(([, alike]) => alike);
  return [
    ...told.map(([reason, alike]) => {
      const [first, ...more] = alike.map(called);
      const others = more.length > 0 ? ` (and of ${listed(more)})` : '';
      return `${text(`${alike[0]?.kind} ${first}${others}`)}${reason === '' ? '' : `: ${withoutEnd(reason)}`}.`;
    }),
    ...(rest.length === 0 ? [] : [`${text(listed(rest.map(called)))}, for other reasons.`]),
  ];
}

/** Of one impact; the workloads themselves follow below the reasons, each with what happens to it. */
const reasonsTold = 2;

function objects(changes: readonly Change[], one: string, many: string): readonly string[] {
  if (changes.length === 0) return [];
  const names = listed(
    changes.map(({ address, deposed }) =>
      deposed === undefined ? address : `Deposed object ${deposed} of ${address}`,
    ),
  );
  return [changes.length === 1 ? `${names} ${one}.` : `${changes.length} objects ${many}: ${names}.`];
}

/** What users feel and what goes, even where a policy lets it pass: a verdict is the policy's, a fact is nobody's. */
function whyRoutine(evidence: Evidence): readonly string[] {
  const serious = conditions
    .filter((condition) => defaultVerdicts[condition] !== 'routine')
    .flatMap((condition) => sentencesOf(condition, evidence));
  const felt = (['errors-possible', 'reduced'] as const).flatMap((one) => impactSentences(one, evidence.workloads));
  const told = [...serious, ...felt].filter(isNews);
  return told.length > 0 ? told : [whyHarmless(evidence)];
}

/** Nothing is known that a user could notice, and nothing goes. */
function whyHarmless({ stacks, workloads }: Evidence): string {
  const changes = stacks.flatMap((stack) => stack.changes).filter(isChange);
  const besides = stacks.reduce((sum, { outputs, counts }) => sum + outputs.length + counts.invoke, 0);
  if (changes.length + besides === 0) return 'Nothing changes.';
  if (workloads.length > 0 && workloads.every(({ action }) => action === 'create'))
    return 'No user notices: nobody could use the new workloads before.';
  if (workloads.length > 0)
    return workloads.every(keepsItsPods)
      ? 'No user notices: every workload keeps its ready pods and its ways in.'
      : 'No user notices.';
  const images = changes.filter(({ action }) => action === 'replace').length;
  return images === 0
    ? 'No workload of these plans is touched, and nothing is replaced or deleted.'
    : `No workload of these plans is touched; ${images === 1 ? 'one image comes' : `${images} images come`} under a new name, and the old is kept.`;
}

const keepsItsPods = ({ forecast: { podsBefore, lowestAvailable } }: Workload): boolean =>
  podsBefore === null || (lowestAvailable !== null && lowestAvailable >= podsBefore);

const isChange = ({ action, previousAddress, importing }: Change): boolean =>
  !(action === 'read' || (action === 'no-op' && previousAddress === undefined && importing === undefined));
