import type { Change, Difference, DifferenceLine, Json } from '../../model';
import { isList, isObject } from '../../plan/json';

/**
 * Fields in which the kubernetes provider writes 0 for what nobody set, and Kubernetes means the same by both.
 * Sources: hashicorp/kubernetes 2.38, `expandPodSpec` and `expandJobV1Spec`, send active_deadline_seconds only above 0;
 * the others are plain numbers with `omitempty` in the Kubernetes API (core/v1 ContainerPort, Probe, ServicePort).
 */
const zeroIsUnset = ['active_deadline_seconds', 'host_port', 'initial_delay_seconds', 'node_port'];

/**
 * The same of false. Sources: hashicorp/kubernetes 2.20-dev gives these the default false or none, and the Kubernetes API
 * reads a missing one as false (batch/v1 JobSpec; core/v1 Container, PodSpec, ServiceSpec, VolumeMount, and the
 * selectors and volume sources that may be optional).
 */
const falseIsUnset = [
  'host_ipc',
  'host_network',
  'host_pid',
  'manual_selector',
  'optional',
  'publish_not_ready_addresses',
  'read_only',
  'stdin',
  'stdin_once',
  'tty',
];

const unsetValues: ReadonlyMap<string, Json> = new Map<string, Json>([
  ...zeroIsUnset.map((name) => [name, 0] as const),
  ...falseIsUnset.map((name) => [name, false] as const),
]);

/**
 * An update reads nothing and 0 as the same number (`schema.ResourceData.Get` of the Terraform plugin SDK), so that these
 * are not sent. At the start the 0 of a StatefulSet's history is sent and counts.
 */
const zeroIsUnsetInUpdates: ReadonlySet<string> = new Set(['revision_history_limit']);

const standsForUnset = (name: string, value: Json): boolean => unsetValues.get(name) === value;

const standsForUnsetInUpdate = (name: string, value: Json): boolean => value === 0 && zeroIsUnsetInUpdates.has(name);

const labelled: ReadonlySet<string> = new Set(
  [...unsetValues].map(([name, value]) => `${name.replaceAll('_', ' ')}: ${JSON.stringify(value)}`),
);

/**
 * What of a change is worth a line: not a zero or false that stands for nothing and comes or goes where nothing
 * was. In a pod template that is updated it may be why pods roll, and stays.
 */
export function listedDifferences({ type, action, differences }: Change): readonly Difference[] {
  if (!type.startsWith('kubernetes_') || type === 'kubernetes_manifest') return differences;
  const unset = action === 'update' ? standsForUnsetInUpdate : standsForUnset;
  const telling = differences.filter((difference) => !tellsNothing(difference, unset));
  const listed = telling.length === 0 ? differences : telling;
  return listed.some(hasOnlyOneSide) ? listed.map(withoutUnset) : listed;
}

function tellsNothing({ path, before, after, forcesReplacement }: Difference, unset: typeof standsForUnset): boolean {
  if (forcesReplacement) return false;
  const [there, gone] = before.kind === 'absent' ? [after, before] : [before, after];
  return gone.kind === 'absent' && there.kind === 'value' && unset(String(path.at(-1)), there.value);
}

const hasOnlyOneSide = ({ before, after }: Difference): boolean =>
  (before.kind === 'absent') !== (after.kind === 'absent');

/** A whole element that comes or goes, without the fields that say nothing. */
function withoutUnset(difference: Difference): Difference {
  if (!hasOnlyOneSide(difference)) return difference;
  const { before, after, detail } = difference;
  const side = before.kind === 'absent' ? after : before;
  if (side.kind !== 'value' || typeof side.value !== 'object') return difference;
  const shown = { kind: 'value', value: pruned(side.value) } as const;
  const kept = detail?.filter((line) => !saysNothing(line));
  return {
    ...difference,
    ...(before.kind === 'absent' ? { after: shown } : { before: shown }),
    ...(kept === undefined || kept.length === 0 ? {} : { detail: kept }),
  };
}

const saysNothing = ({ text }: DifferenceLine): boolean => labelled.has(text.split(' > ').at(-1) ?? '');

function pruned(value: Json): Json {
  if (isList(value)) return value.map(pruned);
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([key, inside]) => !standsForUnset(key, inside));
  return Object.fromEntries(kept.map(([key, inside]) => [key, pruned(inside)]));
}
