import type { ChangeAction, Counts, Forecast, Impact, Severity, Side, Verdict, Workload } from '../../model';
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
  ['outputs', 'output changed', 'outputs changed'],
  ['drifted', 'drifted', 'drifted'],
];
export function countsText(counts: Counts): string {
  const parts = countWords
    .filter(([key]) => counts[key] > 0)
    .map(([key, one, many]) => `${counts[key]} ${counts[key] === 1 ? one : many}`);
  return parts.length === 0 ? 'no changes' : parts.join(', ');
}

/** `web in shop`, as a reviewer calls it; the address where the name is not known. */
export const nameOf = ({ name, namespace, address }: Workload): string =>
  name === null ? address : namespace === null ? name : `${namespace}/${name}`;

/** `image 1.0.0 -> 1.1.0`, leaving out what both sides share. */
export function imageChange(before: string, after: string): string {
  const [oldName, oldTag] = splitImage(before);
  const [newName, newTag] = splitImage(after);
  return oldName === newName && oldTag && newTag ? `${oldTag} -> ${newTag}` : `${before} -> ${after}`;
}
function splitImage(image: string): readonly [string, string] {
  const digest = image.indexOf('@');
  const colon = digest >= 0 ? digest : image.lastIndexOf(':');
  // A colon before the last slash belongs to the registry's port.
  return colon > image.lastIndexOf('/') ? [image.slice(0, colon), image.slice(colon + 1)] : [image, ''];
}

/** What a workload goes through, in one line. */
export function workloadSentence(workload: Workload): Sentence {
  const images = workload.images
    .filter(({ before, after }) => before !== null && after !== null && before !== after)
    .flatMap(({ before, after }) => ['image ', code(imageChange(before as string, after as string)), ', ']);
  return [...images, ...rolloutSentence(workload.forecast)];
}

function rolloutSentence(forecast: Forecast): Sentence {
  const lowest = `never fewer than ${numberOf(forecast.lowestAvailable)} of ${numberOf(forecast.podsBefore)} available`;
  switch (forecast.rollout) {
    case 'none':
      return ['no pod restarts'];
    case 'scaled':
      return [`scales ${numberOf(forecast.podsBefore)} -> ${numberOf(forecast.podsAfter)} pods`];
    case 'rolling':
      return [`rolls ${podCount(forecast.podsAfter ?? forecast.podsBefore)}, ${lowest}`];
    case 'recreate':
      return [`stops ${allPods(forecast.podsBefore)} before new ones start`];
    case 'replaced':
      return [`object replaced, ${lowest}`];
    case 'stopped':
      return [`stops ${allPods(forecast.podsBefore)}`];
    case 'created':
      return [`starts ${podCount(forecast.podsAfter)}`];
  }
}

const podCount = (count: number | null): string => (count === 1 ? '1 pod' : `${numberOf(count)} pods`);
const allPods = (count: number | null): string => (count === 1 ? 'its only pod' : `all ${podCount(count)}`);

export const numberOf = (count: number | null): string => (count === null ? '?' : String(count));

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
