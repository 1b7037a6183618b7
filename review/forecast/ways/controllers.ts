import type { ReleaseObject } from '../../kubernetes-object';
import { at, holdsUnknownAt, listAt, textAt } from '../../kubernetes-object/value';
import type { Json } from '../../model';
import { condition, effect, type Effect } from '../effect';
import { changed, type Worlds } from '../subject';
import { labelsAt, sideOf, type World } from '../world';
import { gatewayOf } from './certificates';
import { titleOf, nameOf, namespaceOf } from '../identity';

/** What makes a controller take up an Ingress or a route that stays: its class, its Gateways and the classes of these. */
export function controllerEffects(worlds: Worlds, route: ReleaseObject): readonly Effect[] {
  const side = sideOf(route, 'before');
  if (side === null || sideOf(route, 'after') === null) return [];
  return route.kind === 'Ingress' ? classEffects(worlds, route, side) : gatewayEffects(worlds, route, side);
}

const goes = ({ change }: ReleaseObject): boolean => change?.action === 'delete' || change?.action === 'replace';
const becomes = ({ change }: ReleaseObject): string => (change?.action === 'delete' ? 'deleted' : 'replaced');

/** Classes stand in no namespace, so that they are found under the one that stands for none. */
const classNamed = (kind: string, name: string | undefined, world: World): ReleaseObject | undefined =>
  name === undefined ? undefined : world.get(kind, 'default', name);

function classEffects(worlds: Worlds, route: ReleaseObject, side: Json): readonly Effect[] {
  const name = textAt(side, 'spec', 'ingressClassName');
  if (name === undefined) return isAnnotated(side) ? [] : defaultEffects(worlds, route);
  const found = classNamed('IngressClass', name, worlds.before);
  if (found === undefined || !changed(found)) return [];
  const title = titleOf(found);
  if (goes(found)) return [givenUp(route, found)];
  const parameters = (of: Json | null): string => JSON.stringify(at(of, 'spec', 'parameters') ?? null);
  const after = sideOf(found, 'after');
  return parameters(sideOf(found, 'before')) === parameters(after) && !holdsUnknownAt(after, 'spec', 'parameters')
    ? []
    : [
        effect('unknown', `${titleOf(route)}: what its controller does with changed ${title} is not in the plan.`, [
          `${title} > parameters`,
        ]),
      ];
}

const givenUp = (route: ReleaseObject, found: ReleaseObject): Effect =>
  effect(
    'unknown',
    `${titleOf(found)}, by which a controller takes up ${titleOf(route)}, is ${becomes(found)}: whether it goes on leading users is not in the plan.`,
    [`${titleOf(found)} ${becomes(found)}`],
  );

/** Source: the annotation that came before classes, still read by most controllers. */
const isAnnotated = (side: Json): boolean =>
  labelsAt(side, 'metadata', 'annotations')['kubernetes.io/ingress.class'] !== undefined;

const isDefault = (side: Json | null): boolean =>
  labelsAt(side, 'metadata', 'annotations')['ingressclass.kubernetes.io/is-default-class'] === 'true';

const defaults = (world: World): readonly string[] =>
  [...world.everywhere('IngressClass')]
    .map((one) => sideOf(one, world.when))
    .filter(isDefault)
    .map(nameOf)
    .sort();

/**
 * Kubernetes writes the default class into an Ingress that is made without one; some controllers also take up those that
 * have none as long as theirs is the default. Source: kubernetes.io/docs: Ingress, "Default IngressClass".
 */
function defaultEffects(worlds: Worlds, route: ReleaseObject): readonly Effect[] {
  const [was, is] = [defaults(worlds.before), defaults(worlds.after)];
  if (was.length === 0 || was.join() === is.join()) return [];
  const text = `${titleOf(route)} names no class, and IngressClass ${was.join(', ')} is no longer the only default: who leads its users is not in the plan.`;
  return [
    effect(
      'unknown',
      text,
      [`IngressClass ${was.join(', ')} > annotations`],
      [condition('Kubernetes wrote the class into it when it was made', 'none')],
    ),
  ];
}

function gatewayEffects(worlds: Worlds, route: ReleaseObject, side: Json): readonly Effect[] {
  const gateways = listAt(side, 'spec', 'parentRefs').flatMap(
    (parent) => gatewayOf(parent, namespaceOf(side), worlds.before) ?? [],
  );
  return [...new Set(gateways)].flatMap((gateway) => {
    if (goes(gateway))
      return [
        effect(
          'outage',
          `${titleOf(gateway)}, through which ${titleOf(route)} leads users, is ${becomes(gateway)}: its listeners close.`,
          [`${titleOf(gateway)} ${becomes(gateway)}`],
        ),
      ];
    const name = textAt(sideOf(gateway, 'before'), 'spec', 'gatewayClassName');
    const found = classNamed('GatewayClass', name, worlds.before);
    return found !== undefined && goes(found) ? [givenUp(gateway, found)] : [];
  });
}
