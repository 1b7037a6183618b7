import { narrowedPlacement } from '../../kinds/placement';
import { contentKey } from '../../diff/equal';
import { at, listAt, numberAt, textAt } from '../../kubernetes-object/value';
import type { Json } from '../../model';
import { isList } from '../../plan/json';
import type { Subject } from '../subject';

/** That nodes have room is taken for granted, that any of them fits what the new pods ask for beyond the old ones is not. */
export function placementDoubt({ object, before, podBefore, podAfter }: Subject): string | undefined {
  // What leaves nodes out is told of a DaemonSet as its impact.
  if (before === null || object.kind === 'DaemonSet') return undefined;
  const what = narrowedPlacement(podBefore, podAfter) ?? otherPlace(podBefore, podAfter);
  return what === undefined ? undefined : `whether a node fits the changed ${what} of the new pods is not in the plan`;
}

/** Source: the filters of the scheduler, `pkg/scheduler/framework/plugins`. */
function otherPlace(before: Json | undefined, after: Json | undefined): string | undefined {
  const asksMore = (partOf: (pod: Json | undefined) => readonly Json[]): boolean => {
    const known = new Set(partOf(before).map((one) => contentKey(one)));
    return partOf(after).some((one) => !known.has(contentKey(one)));
  };
  if (asksMore((pod) => required(pod, 'podAffinity'))) return 'pod affinity';
  if (asksMore((pod) => required(pod, 'podAntiAffinity'))) return 'pod anti-affinity';
  if (spreadsMore(before, after)) return 'topology spread';
  const isOther = (key: string, otherwise?: string): boolean => {
    const name = textAt(after, key) ?? otherwise;
    return name !== undefined && name !== (textAt(before, key) ?? otherwise);
  };
  if (isOther('runtimeClassName')) return 'runtime class';
  return isOther('schedulerName', 'default-scheduler') ? 'scheduler' : undefined;
}

const required = (pod: Json | undefined, kind: string): readonly Json[] => {
  const found = at(pod, 'affinity', kind, 'requiredDuringSchedulingIgnoredDuringExecution');
  return isList(found) ? found : [];
};

const spreadOf = (pod: Json | undefined): readonly Json[] =>
  listAt(pod, 'topologySpreadConstraints').filter(
    (one) => (textAt(one, 'whenUnsatisfiable') ?? 'DoNotSchedule') === 'DoNotSchedule',
  );

/** Some constraint that must hold asks more than any that held before. */
const spreadsMore = (before: Json | undefined, after: Json | undefined): boolean =>
  spreadOf(after).some((one) => !spreadOf(before).some((other) => spreadsNoMore(one, other)));

/** Defaults are those of TopologySpreadConstraint in core/v1. */
function spreadsNoMore(one: Json, other: Json): boolean {
  const isSame = (key: string, otherwise?: string): boolean =>
    (textAt(one, key) ?? otherwise) === (textAt(other, key) ?? otherwise);
  return (
    isSame('topologyKey') &&
    isSame('nodeAffinityPolicy', 'Honor') &&
    isSame('nodeTaintsPolicy', 'Ignore') &&
    ['labelSelector', 'matchLabelKeys'].every((key) => contentKey(at(one, key)) === contentKey(at(other, key))) &&
    (numberAt(one, 'maxSkew') ?? 1) >= (numberAt(other, 'maxSkew') ?? 1) &&
    (numberAt(one, 'minDomains') ?? 1) <= (numberAt(other, 'minDomains') ?? 1)
  );
}
