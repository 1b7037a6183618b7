import type { Rule } from '../rule';
import { refusedIn } from '../release';
import { isDestroyed } from '../view/data';

export const serviceAddressLost: Rule = {
  id: 'service-address-lost',
  severity: 'high',
  on: 'change',
  what: 'A Service, Ingress or Gateway that is deleted or replaced',
  why: 'Its address goes at once: connections break, and a load balancer or DNS name may come back as another one.',
  remedy: 'Change it in place, or make the new one under a new name first and switch clients over.',
  source: 'kubernetes.io/docs: Service',
  *check(release) {
    const isRefused = refusedIn(release);
    for (const change of release.changes) {
      const thing = release.thingOf(change);
      if (thing !== undefined && isWayIn.has(thing.kind) && isDestroyed(change) && !isRefused(change))
        yield { at: change, message: `${thing.title} is ${change.action}d: its address goes at once.` };
    }
  },
};

const isWayIn: ReadonlySet<string> = new Set([
  'Service',
  'Ingress',
  'Gateway',
  'HTTPRoute',
  'GRPCRoute',
  'TLSRoute',
  'TCPRoute',
]);
