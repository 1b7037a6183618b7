import { waysOf } from '../forecast/ways/ways';
import type { Json } from '../model';
import { presence } from '../references/pod-references';
import type { Reference } from '../references/reference';
import { gatewaySecrets, ingressSecrets } from '../references/way-references';
import type { Kind } from './kind';
import { routeNouns } from './ways-in';

/** Kinds that lead users to pods, or keep them away. */

export const service: Kind = {
  noun: 'Service',
  types: ['kubernetes_service_v1', 'kubernetes_service'],
  replacedBy: ['spec.clusterIP', 'spec.clusterIPs', 'spec.loadBalancerClass', 'spec.healthCheckNodePort'],
  replacement: {
    old: 'The Service is deleted and made anew: nobody gets through in between, its cluster address and its load balancer address may change.',
    avoid: 'Leave the field, or make a second Service and move clients over before deleting this one.',
  },
};

const toBackends = (object: Json): readonly Reference[] =>
  waysOf(object).flatMap(({ text, backends }) =>
    backends.flatMap(({ namespace, service }) =>
      presence('Service', service, `backend of ${text}`, false).map((one) => ({ ...one, namespace })),
    ),
  );

export const ingress: Kind = {
  noun: 'Ingress',
  types: ['kubernetes_ingress_v1', 'kubernetes_ingress'],
  replacedBy: [],
  replacement: {
    old: 'All its hosts and paths lead nowhere until the new one is taken up by the controller.',
    avoid: 'Keep the name; make the new Ingress beside the old one and delete that later.',
  },
  references: (object) => [...toBackends(object), ...ingressSecrets(object)],
};

const routeReplacement = {
  old: 'All its ways lead nowhere until the new one is accepted by the gateway.',
  avoid: 'Make the new route beside the old one and delete that later.',
};

/** Gateway API routes come as kubernetes_manifest only. */
export const routes: readonly Kind[] = routeNouns.map((noun) => ({
  noun,
  types: [],
  replacedBy: [],
  replacement: routeReplacement,
  references: toBackends,
}));

export const gateway: Kind = {
  noun: 'Gateway',
  types: [],
  replacedBy: [],
  replacement: {
    old: 'Its listeners close, and its address may change.',
    avoid: 'Make a second Gateway, attach the routes to both, and delete this one later.',
  },
  references: (object) => gatewaySecrets(object),
};

export const networkPolicy: Kind = {
  noun: 'NetworkPolicy',
  types: ['kubernetes_network_policy_v1', 'kubernetes_network_policy'],
  replacedBy: [],
  replacement: {
    old: 'While it is gone the pods it selects are open to whatever no other policy forbids.',
    avoid: 'Keep the name: everything else is updated in place.',
  },
};
