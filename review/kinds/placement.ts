import { holdsUnknown } from '../kubernetes-object/unknown';
import { at, listAt, textAt } from '../kubernetes-object/value';
import type { Json } from '../model';
import { field, isObject } from '../plan/json';

/**
 * What of a pod specification may leave out nodes that it took before; undefined when it only takes in more of them.
 * Preferences leave out none. Source: NodeShouldRunDaemonPod in `pkg/controller/daemon/daemon_controller.go`.
 */
export function narrowedPlacement(before: Json | undefined, after: Json | undefined): string | undefined {
  if (selectsMore(before, after)) return 'node selector';
  if (affinityDiffers(before, after)) return 'node affinity';
  if (tolerationLost(before, after)) return 'tolerations';
  return textAt(after, 'nodeName') !== textAt(before, 'nodeName') && textAt(after, 'nodeName') !== undefined
    ? 'node name'
    : undefined;
}

function selectsMore(before: Json | undefined, after: Json | undefined): boolean {
  const [was, is] = [field(before, 'nodeSelector'), field(after, 'nodeSelector')];
  if (holdsUnknown(is)) return true;
  return isObject(is) && Object.entries(is).some(([label, value]) => field(was, label) !== value);
}

const required = (pod: Json | undefined): Json | undefined =>
  field(field(field(pod, 'affinity'), 'nodeAffinity'), 'requiredDuringSchedulingIgnoredDuringExecution');

function affinityDiffers(before: Json | undefined, after: Json | undefined): boolean {
  if (holdsUnknown(field(after, 'affinity'))) return true;
  const is = at(required(after));
  return is !== undefined && JSON.stringify(is) !== JSON.stringify(at(required(before)));
}

/** A longer list takes in more nodes: a toleration that stays as it is lets in what it let in before. */
function tolerationLost(before: Json | undefined, after: Json | undefined): boolean {
  if (holdsUnknown(field(after, 'tolerations'))) return true;
  const kept = new Set(listAt(after, 'tolerations').map(spelled));
  return listAt(before, 'tolerations').some((one) => !kept.has(spelled(one)));
}

const spelled = (toleration: Json): string =>
  JSON.stringify(['key', 'operator', 'value', 'effect', 'tolerationSeconds'].map((key) => textAt(toleration, key)));
