import { type Selector, selects } from '../../../kubernetes/selectors';
import { holdsUnknownAt, numberAt, textAt } from '../../kubernetes-object/value';
import type { ReleaseObject } from '../../kubernetes-object';
import type { Json } from '../../model';
import { oncePer } from '../../once';
import { condition, effect, type Effect } from '../effect';
import { labelsOn } from '../pods/labels-on';
import { allAllowed, type Allowance, allowancesOf, covers, isolates } from './policy-allowances';
import { type ContainerPort, portsOf } from '../pods/pods';
import { isNumber, portPairs } from '../services/service-ports';
import { exchangesPods, type Subject } from '../subject';
import { resolve } from '../services/target-ports';
import { selectorAt, sideOf } from '../world';
import { titleOf } from '../identity';

/**
 * Policies are asked for the port of the pod, behind the Service, and a port that they name is looked for in each pod. So
 * what a policy lets through may go though nobody changes the policy: the pods listen elsewhere, or call it another name.
 * Source: networking/v1, NetworkPolicyPort.
 */
export function portEffects(subject: Subject): readonly Effect[] {
  if (policiesOf(subject).length === 0) return [];
  const moves = movesOf(subject);
  if (moves.length === 0) return [];
  const policies = isolating(subject);
  if (policies.length === 0) return [];
  const seen = new Set<string>();
  return moves.flatMap(({ title, port, was, is }) => {
    const admitted = (end: End): readonly Allowance[] =>
      policies.flatMap((policy) => admittedTo(sideOf(policy, 'after'), end));
    const [before, after] = [admitted(was), admitted(is)];
    if (covers(after, before) || seen.has(is.number)) return [];
    seen.add(is.number);
    const shut = `${title} sends port ${port} to port ${is.number} of the pods from now on, to which`;
    const fields = [...policies.map((policy) => `${titleOf(policy)} > ingress > ports`), 'container > ports'];
    return after.length === 0
      ? effect('outage', `${shut} no NetworkPolicy of theirs lets anybody in.`, fields, [
          condition('a policy that is in no plan of this release lets clients in', 'none'),
        ])
      : effect('unknown', `${shut} their NetworkPolicies let fewer in than to port ${was.number} before.`, fields, [
          allAllowed('Ingress'),
        ]);
  });
}

const policiesOf = ({ worlds, namespace }: Subject): readonly ReleaseObject[] =>
  worlds.after.all('NetworkPolicy', namespace);

/** Those that isolate the pods in the end and whose words are all known. What a changed one lets through is told of itself. */
const isolating = (subject: Subject): readonly ReleaseObject[] =>
  policiesOf(subject).filter((policy) => {
    const selector = isolatedBy(policy);
    return selector !== undefined && selects(selector, labelsOn(subject, 'after'));
  });

/** Every workload of the namespace asks. */
const isolatedBy = oncePer((policy: ReleaseObject): Selector | undefined => {
  const side = sideOf(policy, 'after');
  return isolates(side, 'Ingress') && !holdsUnknownAt(side, 'spec')
    ? selectorAt(side, 'spec', 'podSelector')
    : undefined;
});

/** A port of pods of one version. */
export interface End {
  readonly number: string;
  readonly protocol: string;
  readonly ports: readonly ContainerPort[];
}

export interface Move {
  readonly title: string;
  readonly port: string;
  readonly was: End;
  readonly is: End;
}

/** Each port of a Service that stays and ends up elsewhere after the release, or where a policy knows it by another name. */
export const movesOf = oncePer((subject: Subject): readonly Move[] => {
  const { worlds, namespace, labelsBefore, podBefore, podAfter, rollout } = subject;
  const old = portsOf(podBefore);
  const fresh = exchangesPods(rollout) ? portsOf(podAfter) : old;
  return worlds.before.servicesFor(namespace, labelsBefore).flatMap((service) => {
    const pairs = portPairs(sideOf(service, 'before'), sideOf(service, 'after'));
    return pairs.flatMap(({ port: { port, protocol, target }, next }): readonly Move[] => {
      const was = numberOf(target, old);
      const is = next === undefined ? undefined : numberOf(next.target, fresh);
      if (was === undefined || is === undefined || (was === is && namesOf(was, old) === namesOf(is, fresh))) return [];
      const title = titleOf(service);
      return [{ title, port, was: { number: was, protocol, ports: old }, is: { number: is, protocol, ports: fresh } }];
    });
  });
});

/** What a policy may call a port of the pods. */
const namesOf = (number: string, ports: readonly ContainerPort[]): string =>
  JSON.stringify(ports.filter((one) => one.number === number).map(({ name }) => name ?? ''));

const numberOf = (target: string, ports: readonly ContainerPort[]): string | undefined =>
  resolve(target, ports) ?? (isNumber(target) ? target : undefined);

/** Peers that a policy lets in to this port, whatever else it says. */
const admittedTo = (side: Json | null, end: End): readonly Allowance[] =>
  allowancesOf(side, 'Ingress', undefined, (port) => (isPort(port, end) ? undefined : null));

export function isPort(entry: Json, { number, protocol, ports }: End): boolean {
  if ((textAt(entry, 'protocol') ?? 'TCP') !== protocol) return false;
  const port = textAt(entry, 'port');
  const least = numberAt(entry, 'port');
  if (port === undefined) return true;
  if (least === undefined) return ports.some((one) => one.name === port && one.number === number);
  const given = Number(number);
  // The provider writes 0 where a policy names no end.
  return given >= least && given <= (numberAt(entry, 'endPort') || least);
}
