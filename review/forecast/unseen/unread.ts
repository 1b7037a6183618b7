import { kindNamed } from '../../kinds';
import { isConfiguration } from '../../kinds/configuration';
import type { ReleaseObject } from '../../kubernetes-object';
import { textAt } from '../../kubernetes-object/value';
import type { Json } from '../../model';
import { oncePer } from '../../once';
import type { Reference } from '../../references/reference';
import { push } from '../../groups';
import { podSpecOf } from '../pods/pods';
import { changesIdentity } from '../pods/service-accounts';
import { type World, worldsOf } from '../world';
import { gatewayLeadsToPods, routeLeadsToPods } from './behind';
import { objectKey, titleOf, namespaceOf } from '../identity';

/** Configuration and accounts of which no object of the plans shows who reads them: something else may, as it runs. */

/** Whatever an object of the plans names, on either side, with those that name it. */
const readers = oncePer((objects: readonly ReleaseObject[]): ReadonlyMap<string, readonly ReleaseObject[]> => {
  const found = new Map<string, ReleaseObject[]>();
  for (const object of objects)
    for (const side of [object.before, object.after]) {
      const named = side === null ? [] : [...(kindNamed(object.kind)?.references?.(side) ?? []), ...unnamed(side)];
      for (const { kind, namespace, name } of named)
        push(found, objectKey({ kind, namespace: namespace ?? namespaceOf(side), name }), object);
    }
  return found;
});

/** Pods that name no account run as the one that every namespace has. */
function unnamed(side: Json): readonly Pick<Reference, 'kind' | 'namespace' | 'name'>[] {
  const pod = podSpecOf(side);
  const account = textAt(pod, 'serviceAccountName') ?? 'default';
  return pod === undefined || account !== 'default' ? [] : [{ kind: 'ServiceAccount', name: account }];
}

/** Why the forecast of no workload tells what becomes of an object, in words that follow "and". */
function readUnseen(
  objects: readonly ReleaseObject[],
  kind: string,
  namespace: string | null,
  name: string | null,
): string | undefined {
  const reading = readers(objects).get(objectKey({ kind, namespace, name })) ?? [];
  const [first] = reading;
  if (first === undefined)
    return kind === 'ServiceAccount' ? 'no plan of this release holds the pods that run as it' : readsIt;
  const { before } = worldsOf(objects);
  return reading.some((reader) => isForecast(reader, before))
    ? undefined
    : `no plan of this release holds the pods behind ${titleOf(first)}, which reads it`;
}

/** What leads to pods of no plan is forecast with none. */
function isForecast(reader: ReleaseObject, world: World): boolean {
  if (reader.kind === 'Ingress') return routeLeadsToPods(reader, world);
  return reader.kind !== 'Gateway' || gatewayLeadsToPods(reader, world);
}

/** In words that follow "and"; undefined for other kinds, and where the plans show who reads it. */
export function unread(object: ReleaseObject, objects: readonly ReleaseObject[]): string | undefined {
  const { kind, namespace, name, before, after } = object;
  if (isDashboard(object)) return undefined;
  const isAccount = kind === 'ServiceAccount' && changesIdentity(before, after);
  return isConfiguration(kind) || isAccount ? readUnseen(objects, kind, namespace, name) : undefined;
}

const readsIt = 'nothing in these plans is known to read it';

/** A sidecar of Grafana shows it by this label: it moves no request of a user. Source: chart grafana, `sidecar.dashboards.label`. */
const isDashboard = ({ kind, before, after }: ReleaseObject): boolean =>
  kind === 'ConfigMap' &&
  [before, after].every(
    (side) => side === null || textAt(side, 'metadata', 'labels', 'grafana_dashboard') !== undefined,
  );

/** What the cluster itself runs looks for some objects by name, as soon as there is one. */
export const isSystems = ({ kind, namespace }: ReleaseObject): boolean =>
  isConfiguration(kind) && namespace === 'kube-system';
