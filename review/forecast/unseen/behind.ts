import type { ReleaseObject } from '../../kubernetes-object';
import { listAt } from '../../kubernetes-object/value';
import { routes } from '../../kinds/network';
import { selectorOf } from '../services/backing';
import { gatewayOf } from '../ways/certificates';
import { backendsOf } from '../ways/ways';
import { namespaceOf } from '../identity';
import { sideOf, type World } from '../world';

/** Do the plans hold pods behind what leads to some? Where they do, the forecast of these tells what becomes of it. */

/** Before the release or after it. A Service without a selector leads to addresses that somebody else keeps. */
export function leadsToPods(service: ReleaseObject, namespace: string, world: World): boolean {
  return (['before', 'after'] as const).some(
    (when) => world.workloadsFor(namespace, selectorOf(service, when)).length > 0,
  );
}

/** Of an Ingress or a route. */
export const routeLeadsToPods = (route: ReleaseObject, world: World): boolean =>
  backendsOf(sideOf(route, 'before')).some((backend) => {
    const service = world.get('Service', backend.namespace, backend.service);
    return service !== undefined && leadsToPods(service, backend.namespace, world);
  });

export const gatewayLeadsToPods = (gateway: ReleaseObject, world: World): boolean =>
  routes.some(({ noun }) =>
    [...world.everywhere(noun)].some((route) => {
      const side = sideOf(route, 'before');
      return (
        listAt(side, 'spec', 'parentRefs').some((parent) => gatewayOf(parent, namespaceOf(side), world) === gateway) &&
        routeLeadsToPods(route, world)
      );
    }),
  );
