import type { Json } from '../../model';
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
  what: 'A network policy that lets everybody through where it did not before',
  why: 'One compromised pod anywhere can then reach what it protected.',
  remedy: 'Name the peers: pod and namespace labels, or a narrow address block.',
  source: 'kubernetes.io/docs: Network Policies',
  *check({ things }) {
    for (const thing of things) {
      if (thing.kind !== 'NetworkPolicy' || thing.before === null || thing.after === null) continue;
      for (const direction of directions)
        if (!isOpen(thing.before, direction) && isOpen(thing.after, direction))
          yield {
            at: thing,
            subject: direction.key,
            message: `${thing.title} lets everything ${direction.word} anywhere.`,
          };
    }
  },
};

/** A direction is open when the policy does not govern it, or when one of its rules names no peer or every address. */
function isOpen(policy: Json | null, { key, peers, type }: (typeof directions)[number]): boolean {
  const types = listAt(policy, 'spec', 'policyTypes').map(String);
  const governed =
    types.length > 0 ? types.includes(type) : type === 'Ingress' || listAt(policy, 'spec', key).length > 0;
  if (!governed) return true;
  return listAt(policy, 'spec', key).some((rule) => {
    const named = listAt(rule, peers);
    if (isUnknownAt(rule, peers)) return false;
    return (
      named.length === 0 || named.some((peer) => /^(0\.0\.0\.0\/0|::\/0)$/.test(textAt(peer, 'ipBlock', 'cidr') ?? ''))
    );
  });
}
