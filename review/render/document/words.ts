import type { ImageName } from '../../../kubernetes/image-reference';
import { imageName } from '../../kubernetes-object/parsed';
import type { Change, ChangeAction, Counts, Impact, Severity, Side, StackReview, Verdict, Workload } from '../../model';
import { code, toned, type Sentence, type Span, type Tone } from './blocks';

/** One word or sentence for each thing the model can say; every format uses these and no other. */

export const verdictWords: { readonly [verdict in Verdict]: { readonly text: string; readonly tone: Tone } } = {
  routine: { text: 'ROUTINE', tone: 'good' },
  'needs-approval': { text: 'NEEDS APPROVAL', tone: 'warning' },
  blocked: { text: 'BLOCKED', tone: 'danger' },
};

const impactWords: { readonly [impact in Impact]: { readonly text: string; readonly tone: Tone } } = {
  none: { text: 'users notice nothing', tone: 'good' },
  reduced: { text: 'fewer pods serve', tone: 'warning' },
  'errors-possible': { text: 'errors possible', tone: 'warning' },
  outage: { text: 'outage', tone: 'danger' },
  unknown: { text: 'impact unknown', tone: 'warning' },
};
export const impactSpan = (impact: Impact): Span => toned(impactWords[impact].tone, impactWords[impact].text);

/** What users notice; while a rollout is stuck or refused they notice the old version. */
export const feltBy = ({ forecast: { impact, completes, rollout } }: Workload): Span =>
  impact === 'none' && completes.state === 'blocked' && (rollout === 'rolling' || rollout === 'none')
    ? toned('warning', 'users stay on the old version')
    : impactSpan(impact);

export const severityTones: { readonly [severity in Severity]: Tone } = {
  critical: 'danger',
  high: 'danger',
  medium: 'warning',
  low: 'muted',
  info: 'muted',
};

export const actionWord = (action: ChangeAction): string =>
  typeof action === 'string' ? action : `"${action.unknown}"`;

export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

const countWords: readonly (readonly [keyof Counts, one: string, many: string])[] = [
  ['create', 'to create', 'to create'],
  ['update', 'to update', 'to update'],
  ['replace', 'to replace', 'to replace'],
  ['delete', 'to delete', 'to delete'],
  ['move', 'moved', 'moved'],
  ['import', 'to import', 'to import'],
  ['forget', 'to forget', 'to forget'],
  ['unknown', 'with an unknown action', 'with unknown actions'],
  ['invoke', 'action to invoke', 'actions to invoke'],
  ['outputs', 'output changed', 'outputs changed'],
  ['drifted', 'drifted', 'drifted'],
];
/** `quiet` of the updates have nothing to read: providers fill in fields of their own. */
export function countsText(counts: Counts, quiet = 0): string {
  const parts = countWords
    .filter(([key]) => counts[key] > 0)
    .map(
      ([key, one, many]) =>
        `${counts[key]} ${counts[key] === 1 ? one : many}${key === 'update' ? quietText(quiet) : ''}`,
    );
  return parts.length === 0 ? 'no changes' : parts.join(', ');
}

const quietText = (quiet: number): string => (quiet === 0 ? '' : ` (${quiet} of no consequence)`);

/** An update in which nothing differs that a reader or Kubernetes would notice. */
export const isQuiet = ({ action, differences, rewritten, previousAddress, importing, remark }: Change): boolean =>
  action === 'update' &&
  differences.length === 0 &&
  [rewritten, previousAddress, importing, remark].every((told) => told === undefined);

export const quietIn = (stacks: readonly StackReview[]): number =>
  stacks.reduce((sum, { changes }) => sum + changes.filter(isQuiet).length, 0);

/** `1.0.0 -> 1.1.0`, leaving out what both sides share. */
export function imageChange(before: string, after: string): string {
  const [old, next] = [imageName(before), imageName(after)];
  const isSame = old.registry === next.registry && old.path === next.path;
  const [from, to] = [versionText(old), versionText(next)];
  return isSame && from !== '' && to !== '' ? `${from} -> ${to}` : `${before} -> ${after}`;
}

const versionText = ({ tag, digest }: ImageName): string =>
  [tag, digest].filter((part) => part !== undefined).join('@');

/** What started a rollout when no field did; the forecast says it in these words. */
const causes: ReadonlyMap<string, string> = new Map([
  ['the object is new', 'the object is new'],
  ['the object is deleted', 'the object is deleted'],
  ['the object is replaced', 'the object is replaced'],
  ['paused lifted', 'it is no longer paused'],
  ['it is tainted', 'it is tainted'],
  ['it cannot be updated in place', 'it cannot be updated in place'],
  ['asked for with -replace', 'it was asked for with -replace'],
  ['asked for by replace_triggered_by', 'replace_triggered_by asks for it'],
]);

export function startedBy(trigger: string): Sentence {
  const cause = causes.get(trigger);
  return cause === undefined ? ['started by ', code(trigger)] : [`started because ${cause}`];
}

/** What a workload goes through, in one line. */
export function workloadSentence(workload: Workload): Sentence {
  const images = workload.images
    .filter(({ before, after }) => before !== null && after !== null && before !== after)
    .flatMap(({ before, after }) => ['image ', code(imageChange(before as string, after as string)), ', ']);
  return [...images, ...rolloutSentence(workload)];
}

function rolloutSentence({ kind, forecast }: Workload): Sentence {
  const { podsBefore: before, lowestAvailable: lowestKnown } = forecast;
  const lowest =
    lowestKnown === null
      ? ', how many stay available is not known'
      : before === null && lowestKnown === 0
        ? ''
        : lowestKnown === 0 && before !== 0
          ? `, none of ${before} available at the lowest point`
          : `, never fewer than ${lowestKnown}${before === null ? '' : ` of ${before}`} available`;
  switch (forecast.rollout) {
    case 'none':
      return ['no pod restarts'];
    case 'scaled':
      return [scaleText(forecast)];
    case 'rolling':
      return [`${scaling(forecast)}rolls ${rolledPods(forecast)}${lowest}`];
    case 'recreate':
      return [`stops ${allPods(forecast.podsBefore)} before new ones start`];
    case 'replaced':
      return [kind === 'Job' ? 'runs again from the beginning' : `object replaced${lowest}`];
    case 'stopped':
      return [`stops ${allPods(forecast.podsBefore)}`];
    case 'created':
      return [`starts ${podCount(forecast.podsAfter)}`];
  }
}

/** Their number may change while they roll. */
const scaling = ({ podsBefore, podsAfter }: Workload['forecast']): string =>
  podsBefore === null || podsAfter === null || podsBefore === podsAfter
    ? ''
    : `scales ${podsBefore} -> ${podsAfter} pods and `;

/** A partition may hold some pods back. */
const rolledPods = ({ podsRolled, podsAfter, podsBefore }: Workload['forecast']): string =>
  podsRolled === undefined
    ? podCount(podsAfter ?? podsBefore)
    : `${podsRolled} of ${podCount(podsAfter ?? podsBefore)}`;

function scaleText({ podsBefore, podsAfter }: Workload['forecast']): string {
  if (podsBefore !== null && podsAfter !== null) return `scales ${podsBefore} -> ${podsAfter} pods`;
  if (podsAfter !== null) return `scales to ${podCount(podsAfter)}`;
  return `scales${podsBefore === null ? '' : ` from ${podCount(podsBefore)}`}, to how many is not known`;
}

const podCount = (count: number | null): string =>
  count === null ? 'its pods' : count === 1 ? '1 pod' : `${count} pods`;
const allPods = (count: number | null): string => (count === 1 ? 'its only pod' : `all ${podCount(count)}`);

/** One side of a difference as text, already masked. Strings keep their quotes, so that "1" and 1 differ. */
export function sideText(side: Side): string {
  switch (side.kind) {
    case 'absent':
      return '(absent)';
    case 'value':
      return JSON.stringify(side.value);
    case 'unknown':
      return side.cause === undefined ? '(known after apply)' : `(known after ${side.cause})`;
    case 'masked':
      return side.size === undefined ? '(hidden)' : `(hidden, ${counted(side.size, 'byte')})`;
  }
}
