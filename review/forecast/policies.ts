import { selects } from '../../kubernetes/selectors';
import { listAt, textAt } from '../kubernetes-object/value';
import { isUnknown, type ReleaseObject } from '../kubernetes-object';
import { holdsUnknown } from '../kubernetes-object/unknown';
import type { Json } from '../model';
import { field, isList } from '../plan/json';
import { condition, effect, type Effect } from './effect';
import { changed, type Subject } from './subject';
import { selectorAt, sideOf, type When } from './world';

/** Network policies that select the pods on either side and change. */
export function changedPolicies({ worlds, namespace, labelsBefore, labelsAfter }: Subject): readonly ReleaseObject[] {
  const of = (when: When, labels: Readonly<Record<string, string>>): readonly ReleaseObject[] =>
    worlds[when]
      .all('NetworkPolicy', namespace)
      .filter(
        (policy) =>
          changed(policy) &&
          (selectionIsUnknown(policy) || selects(selectorAt(sideOf(policy, when), 'spec', 'podSelector'), labels)),
      );
  return [...new Set([...of('before', labelsBefore), ...of('after', labelsAfter)])];
}

const selectionIsUnknown = (policy: ReleaseObject): boolean =>
  holdsUnknown(field(field(sideOf(policy, 'after') ?? undefined, 'spec'), 'podSelector'));

/** Who is let in and out is a union over all policies: adding an allowance harms nobody, everything else may. */
export function policyEffects(subject: Subject): readonly Effect[] {
  return changedPolicies(subject).flatMap((policy) => {
    const hidden = hiddenPart(policy);
    if (hidden !== undefined) return [hidden];
    return [...directionEffects(subject, policy, 'Ingress'), ...directionEffects(subject, policy, 'Egress')];
  });
}

/** What is known only after apply may shut out anybody. */
function hiddenPart(policy: ReleaseObject): Effect | undefined {
  const spec = field(sideOf(policy, 'after') ?? undefined, 'spec');
  const key = ['podSelector', 'policyTypes', 'ingress', 'egress'].find((part) => holdsUnknown(field(spec, part)));
  if (key === undefined && !isUnknown(spec)) return undefined;
  const title = `NetworkPolicy ${policy.name ?? policy.address}`;
  return effect('unknown', `Whom ${title} shuts out is known only after apply.`, [`${title} > ${key ?? 'spec'}`]);
}

function directionEffects(subject: Subject, policy: ReleaseObject, direction: 'Ingress' | 'Egress'): readonly Effect[] {
  const [before, after] = [sideOf(policy, 'before'), sideOf(policy, 'after')];
  const [was, is] = [isolates(before, direction), isolates(after, direction)];
  const key = direction.toLowerCase();
  const title = `NetworkPolicy ${policy.name ?? policy.address}`;
  if (!was && !is) return [];
  const allowed = allowancesOf(after, direction);
  if (is && allowsAll(allowed)) return [];
  if (was && is && covers(allowed, allowancesOf(before, direction))) return [];
  if (was && !is && !othersIsolate(subject, policy, direction)) return [];
  const text =
    was && !is
      ? `${title} goes, and other policies still shut out whoever only it let ${direction === 'Ingress' ? 'in' : 'out'}.`
      : direction === 'Ingress'
        ? `${title} shuts out clients that it does not name.`
        : `${title} keeps the pods from connecting to what it does not name.`;
  const told = effect(
    'unknown',
    text,
    [`${title} > ${key}`],
    [
      condition(
        direction === 'Ingress'
          ? 'clients are all allowed by some policy'
          : 'the pods connect only to what some policy allows',
        'none',
      ),
      ...(is && allowed.length === 0 && direction === 'Ingress'
        ? [condition('no other policy lets anybody in', 'outage')]
        : []),
    ],
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

/** One peer and one port that a rule lets through; undefined stands for all of them. */
interface Allowance {
  readonly peer: string | undefined;
  readonly port: string | undefined;
}

function allowancesOf(side: Json | null, direction: 'Ingress' | 'Egress'): readonly Allowance[] {
  const [key, peersKey] = direction === 'Ingress' ? ['ingress', 'from'] : ['egress', 'to'];
  // A rule without peers or without ports is for all of them, and so is one that says nothing at all.
  const orAll = (list: readonly Json[]): readonly (string | undefined)[] =>
    list.length === 0 ? [undefined] : list.map((one) => (isEverybody(one) ? undefined : JSON.stringify(one)));
  const rules = field(field(side ?? undefined, 'spec'), key);
  return (isList(rules) ? rules : []).flatMap((rule) =>
    orAll(listAt(rule, peersKey)).flatMap((peer) =>
      orAll(listAt(rule, 'ports')).map((port): Allowance => ({ peer, port })),
    ),
  );
}

/** The block of all addresses holds those of pods too. Only clusters that speak both families need a second one. */
const isEverybody = (peer: Json): boolean =>
  textAt(peer, 'ipBlock', 'cidr') === '0.0.0.0/0' && listAt(peer, 'ipBlock', 'except').length === 0;

const allowsAll = (allowances: readonly Allowance[]): boolean =>
  covers(allowances, [{ peer: undefined, port: undefined }]);
const covers = (next: readonly Allowance[], old: readonly Allowance[]): boolean =>
  old.every(({ peer, port }) =>
    next.some((one) => (one.peer === undefined || one.peer === peer) && (one.port === undefined || one.port === port)),
  );

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
