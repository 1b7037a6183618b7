import { selects } from '../../kubernetes/selectors';
import { listAt } from '../kubernetes-object/value';
import type { ReleaseObject } from '../kubernetes-object';
import type { Json } from '../model';
import { condition, effect, type Effect } from './effect';
import { changed, type Subject } from './subject';
import { selectorAt, sideOf, type When } from './world';

/** Network policies that select the pods on either side and change. */
export function changedPolicies({ worlds, namespace, labelsBefore, labelsAfter }: Subject): readonly ReleaseObject[] {
  const of = (when: When, labels: Readonly<Record<string, string>>): readonly ReleaseObject[] =>
    worlds[when]
      .all('NetworkPolicy', namespace)
      .filter((policy) => changed(policy) && selects(selectorAt(sideOf(policy, when), 'spec', 'podSelector'), labels));
  return [...new Set([...of('before', labelsBefore), ...of('after', labelsAfter)])];
}

/** Who is let in and out is a union over all policies: adding an allowance harms nobody, everything else may. */
export function policyEffects(subject: Subject): readonly Effect[] {
  return changedPolicies(subject).flatMap((policy) => [
    ...directionEffects(subject, policy, 'Ingress'),
    ...directionEffects(subject, policy, 'Egress'),
  ]);
}

function directionEffects(subject: Subject, policy: ReleaseObject, direction: 'Ingress' | 'Egress'): readonly Effect[] {
  const [before, after] = [sideOf(policy, 'before'), sideOf(policy, 'after')];
  const [was, is] = [isolates(before, direction), isolates(after, direction)];
  const key = direction.toLowerCase();
  const title = `NetworkPolicy ${policy.name ?? policy.address}`;
  const who = direction === 'Ingress' ? 'clients' : 'what the pods connect to';
  if (!was && !is) return [];
  if (is && allowsAll(after, key)) return [];
  if (was && is && covers(rulesOf(after, key), rulesOf(before, key))) return [];
  if (was && !is && !othersIsolate(subject, policy, direction)) return [];
  const text =
    was && !is
      ? `${title} goes, and other policies still shut out whoever only it let ${direction === 'Ingress' ? 'in' : 'out'}.`
      : `${title} shuts out ${who} that it does not name.`;
  const told = effect(
    'unknown',
    text,
    [`${title} > ${key}`],
    [condition(`${who} are all allowed by some policy`, 'none')],
  );
  // The kubelet reaches every pod, whatever policies say; what a probe asks for behind the pod it may not.
  return [direction === 'Egress' ? { ...told, unready: true } : told];
}

/** Source: networking/v1, policyTypes defaults to Ingress, and Egress when egress rules are given. */
function isolates(side: Json | null, direction: 'Ingress' | 'Egress'): boolean {
  if (side === null) return false;
  const types = listAt(side, 'spec', 'policyTypes');
  if (types.length > 0) return types.includes(direction);
  return direction === 'Ingress' || listAt(side, 'spec', 'egress').length > 0;
}

const rulesOf = (side: Json | null, key: string): readonly string[] =>
  listAt(side, 'spec', key).map((rule) => JSON.stringify(rule));
const allowsAll = (side: Json | null, key: string): boolean =>
  rulesOf(side, key).some((rule) => /^(\{\}|null|\{("(from|to|ports)":\[\],?)+\})$/.test(rule));
const covers = (next: readonly string[], old: readonly string[]): boolean => old.every((rule) => next.includes(rule));

function othersIsolate(
  { worlds, namespace, labelsAfter }: Subject,
  policy: ReleaseObject,
  direction: 'Ingress' | 'Egress',
): boolean {
  return worlds.after
    .all('NetworkPolicy', namespace)
    .some(
      (other) =>
        other !== policy &&
        isolates(sideOf(other, 'after'), direction) &&
        selects(selectorAt(sideOf(other, 'after'), 'spec', 'podSelector'), labelsAfter),
    );
}
