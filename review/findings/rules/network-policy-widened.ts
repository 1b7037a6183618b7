import type { Json } from '../../model';
import { isEmpty } from '../../diff/equal';
import { isUnknown } from '../../kubernetes-object';
import { field, isObject } from '../../plan/json';
import type { Rule } from '../rule';
import { isUnknownAt, listAt, textAt } from '../../kubernetes-object/value';

const directions = [
  { key: 'ingress', peers: 'from', type: 'Ingress', word: 'in from' },
  { key: 'egress', peers: 'to', type: 'Egress', word: 'out to' },
] as const;

export const networkPolicyWidened: Rule = {
  id: 'network-policy-widened',
  severity: 'high',
  on: 'change',
  what: 'A network policy that lets everybody, or every pod of the cluster, through where it did not before',
  why: 'One compromised pod anywhere can then reach what it protected.',
  remedy: 'Name the peers: pod and namespace labels, or a narrow address block.',
  source: 'kubernetes.io/docs: Network Policies',
  *check({ things }) {
    for (const thing of things) {
      if (thing.kind !== 'NetworkPolicy' || thing.before === null || thing.after === null) continue;
      for (const direction of directions) {
        const [was, is] = [reachOf(thing.before, direction), reachOf(thing.after, direction)];
        if (reaches.indexOf(is) > reaches.indexOf(was))
          yield {
            at: thing,
            subject: direction.key,
            message: `${thing.title} lets everything ${direction.word} ${is}.`,
          };
      }
    }
  },
};

/** From narrow to wide. */
const reaches = ['named peers', 'every pod of the cluster', 'anywhere'] as const;

/** A direction is open when the policy does not govern it, or when one of its rules names no peer or every address. */
function reachOf(policy: Json | null, { key, peers, type }: (typeof directions)[number]): (typeof reaches)[number] {
  const types = listAt(policy, 'spec', 'policyTypes').map(String);
  const governed =
    types.length > 0 ? types.includes(type) : type === 'Ingress' || listAt(policy, 'spec', key).length > 0;
  if (!governed) return 'anywhere';
  const rules = listAt(policy, 'spec', key).filter((rule) => !isUnknownAt(rule, peers));
  const named = rules.flatMap((rule) => listAt(rule, peers));
  if (rules.some((rule) => listAt(rule, peers).length === 0) || named.some(isEveryAddress)) return 'anywhere';
  return named.some(isEveryPod) ? 'every pod of the cluster' : 'named peers';
}

const isEveryAddress = (peer: Json): boolean => /^(0\.0\.0\.0\/0|::\/0)$/.test(textAt(peer, 'ipBlock', 'cidr') ?? '');

/** An empty selector picks all namespaces, and without one of pods all pods in them. */
const isEveryPod = (peer: Json): boolean => {
  const namespaces = field(peer, 'namespaceSelector');
  return isObject(namespaces) && !isUnknown(namespaces) && isEmpty(namespaces) && isEmpty(field(peer, 'podSelector'));
};
