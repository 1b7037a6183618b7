import { holdsUnknown } from '../kubernetes-object/unknown';
import { at, listAt, textAt } from '../kubernetes-object/value';
import type { Json } from '../model';
import { field, isList, isObject } from '../plan/json';

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

/**
 * Terms of which a node must fit one. The provider has what is required as a list, as those of pods are. Source:
 * NodeSelectorTerm in core/v1: within a term everything must hold, and an empty one fits no node.
 */
export function nodeTermsOf(pod: Json | undefined): readonly Json[] {
  const required = at(pod, 'affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution');
  return (isList(required) ? required : [required]).flatMap((one) => listAt(one, 'nodeSelectorTerms'));
}

/** Nodes that fitted a term are left out unless another one takes them all in. */
function affinityDiffers(before: Json | undefined, after: Json | undefined): boolean {
  if (holdsUnknown(field(after, 'affinity'))) return true;
  const [was, is] = [nodeTermsOf(before), nodeTermsOf(after)];
  if (is.length === 0) return false;
  return was.length === 0 || was.some((term) => !is.some((other) => takesIn(other, term)));
}

const demandKinds = ['matchExpressions', 'matchFields'] as const;

function takesIn(term: Json, other: Json): boolean {
  const asks = (kind: string): boolean =>
    listAt(term, kind).every((demand) => listAt(other, kind).some((met) => isMetBy(demand, met)));
  return demandKinds.some((kind) => listAt(term, kind).length > 0) && demandKinds.every(asks);
}

/** Does what meets the other demand surely meet this one? */
function isMetBy(demand: Json, other: Json): boolean {
  const operator = textAt(demand, 'operator');
  if (textAt(demand, 'key') !== textAt(other, 'key') || operator !== textAt(other, 'operator')) return false;
  const [values, others] = [demand, other].map((one) => listAt(one, 'values').map(String));
  const [few, many] = operator === 'NotIn' ? [values, others] : [others, values];
  return (few ?? []).every((value) => many?.includes(value));
}

/** What another one lets in as well is not lost, however it is written, and for how long a pod stays is no matter here. */
function tolerationLost(before: Json | undefined, after: Json | undefined): boolean {
  if (holdsUnknown(field(after, 'tolerations'))) return true;
  const kept = listAt(after, 'tolerations');
  return listAt(before, 'tolerations').some((one) => !kept.some((other) => toleratesAll(other, one)));
}

/** Source: ToleratesTaint of Toleration in core/v1. */
function toleratesAll(toleration: Json, other: Json): boolean {
  const isAnyOrSame = (key: string): boolean =>
    textAt(toleration, key) === undefined || textAt(toleration, key) === textAt(other, key);
  return (
    isAnyOrSame('effect') &&
    isAnyOrSame('key') &&
    (textAt(toleration, 'operator') === 'Exists' ||
      (textAt(other, 'operator') !== 'Exists' && textAt(toleration, 'value') === textAt(other, 'value')))
  );
}
