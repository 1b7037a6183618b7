import { at, holdsUnknownAt, isUnknownAt, listAt, textAt } from '../../kubernetes-object/value';
import type { ReleaseObject } from '../../kubernetes-object';
import type { Json } from '../../model';
import { anyPath, type Conditions, type Way, waysOf } from './ways';
import { namespaceOf } from '../identity';
import { labelsAt, sideOf, type World } from '../world';

/** A way where it stands among those of other Ingresses and routes. */
export interface PlacedWay extends Way {
  readonly route: ReleaseObject;
  /** Whose requests it is asked for: a class of Ingresses in a namespace, a Gateway. Undefined where nobody can say. */
  readonly scope: string | undefined;
  /** Among the ways of its route. */
  readonly order: number;
  /** Is the route made in this release, after all that exist already? */
  readonly isNew: boolean;
  /** A host for many may come down to fewer: those of a listener, or what is known only after apply. */
  readonly mayBeNarrower: boolean;
}

/** Every way of an Ingress or a route, once for each parent. */
export function placedWaysOf(route: ReleaseObject, world: World): readonly PlacedWay[] {
  const side = sideOf(route, world.when);
  const action = route.change?.action;
  const isNew = world.when === 'after' && (action === 'create' || action === 'replace');
  return scopesOf(route.kind, side, world).flatMap(({ scope, conditions, narrows }) =>
    waysOf(side).map((way, order) => ({
      ...way,
      conditions: { ...way.conditions, ...conditions },
      route,
      scope,
      order,
      isNew,
      mayBeNarrower: way.host.startsWith('*') && (narrows || way.path === anyPath),
    })),
  );
}

interface Scope extends Pick<PlacedWay, 'scope'> {
  readonly conditions: Conditions;
  readonly narrows: boolean;
}

function scopesOf(kind: string, side: Json | null, world: World): readonly Scope[] {
  const part = kind === 'Ingress' ? 'ingressClassName' : 'parentRefs';
  if (holdsUnknownAt(side, 'spec', part) || isUnknownAt(side, 'metadata', 'namespace'))
    return [{ scope: undefined, conditions: {}, narrows: true }];
  if (kind === 'Ingress') {
    const annotated = labelsAt(side, 'metadata', 'annotations')['kubernetes.io/ingress.class'];
    const name = textAt(side, 'spec', 'ingressClassName') ?? annotated ?? '';
    return [{ scope: `${namespaceOf(side)} ${name}`, conditions: {}, narrows: false }];
  }
  const parents = listAt(side, 'spec', 'parentRefs');
  return (parents.length === 0 ? [{}] : parents).map((parent) => parentOf(parent, namespaceOf(side), world));
}

/** A route that names no listener uses all of its Gateway. */
function parentOf(parent: Json, own: string, world: World): Scope {
  const [kind, namespace] = [textAt(parent, 'kind') ?? 'Gateway', textAt(parent, 'namespace') ?? own];
  const name = textAt(parent, 'name') ?? '';
  const [listener, port] = [textAt(parent, 'sectionName'), textAt(parent, 'port')];
  const gateway = kind === 'Gateway' ? world.get(kind, namespace, name) : undefined;
  const listeners = gateway === undefined ? [] : listAt(sideOf(gateway, world.when), 'spec', 'listeners');
  const open = listeners.length > 0 && listeners.every((one) => at(one, 'hostname') === undefined);
  return {
    scope: `${kind} ${namespace}/${name}`,
    conditions: { ...(listener === undefined ? {} : { listener }), ...(port === undefined ? {} : { port }) },
    narrows: !open || holdsUnknownAt(gateway?.after, 'spec', 'listeners'),
  };
}
