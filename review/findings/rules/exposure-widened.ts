import type { Json } from '../../model';
import type { Rule } from '../rule';
import { listAt, textAt } from '../../kubernetes-object/value';

/** How far a Service reaches; a new one of type NodePort or LoadBalancer widens as well. */
const reach = { ExternalName: 0, ClusterIP: 0, NodePort: 1, LoadBalancer: 2 } as const;
const words = ['the cluster', 'every network that reaches a node', 'the network of its load balancer'] as const;

export const exposureWidened: Rule = {
  id: 'exposure-widened',
  severity: 'high',
  on: 'change',
  what: 'A Service that can be reached from further away than before (NodePort, LoadBalancer, 0.0.0.0/0, external addresses)',
  why: 'What was meant for neighbours now answers strangers.',
  remedy: 'Keep ClusterIP behind an Ingress that authenticates, or name the source ranges.',
  source: 'kubernetes.io/docs: Service, publishing Services',
  *check({ things }) {
    for (const thing of things) {
      if (thing.kind !== 'Service' || thing.after === null) continue;
      const [was, is] = [reachOf(thing.before), reachOf(thing.after)];
      if (is > was) yield { at: thing, subject: 'type', message: `${thing.title} can be reached from ${words[is]}.` };
      else if (is === 2 && isOpen(thing.after) && !isOpen(thing.before))
        yield {
          at: thing,
          subject: 'source ranges',
          message: `${thing.title} answers every address (no source ranges, or 0.0.0.0/0).`,
        };
      const known = new Set(addressesOf(thing.before));
      if (addressesOf(thing.after).some((address) => !known.has(address)))
        yield {
          at: thing,
          subject: 'external addresses',
          message: `${thing.title} answers on further external addresses.`,
        };
    }
  },
};

function reachOf(service: Json | null): 0 | 1 | 2 {
  const type = textAt(service, 'spec', 'type') ?? 'ClusterIP';
  return Object.hasOwn(reach, type) ? reach[type as keyof typeof reach] : 0;
}

const rangesOf = (service: Json | null): readonly Json[] => listAt(service, 'spec', 'loadBalancerSourceRanges');

const isOpen = (service: Json | null): boolean =>
  rangesOf(service).length === 0 || rangesOf(service).some((range) => range === '0.0.0.0/0' || range === '::/0');

const addressesOf = (service: Json | null): readonly Json[] => listAt(service, 'spec', 'externalIPs');
