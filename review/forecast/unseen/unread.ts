import { kindNamed } from '../../kinds';
import type { ReleaseObject } from '../../kubernetes-object';
import { textAt } from '../../kubernetes-object/value';
import { oncePer } from '../../once';
import { namespaceOf } from '../identity';
import { keyOf } from '../patches';
import { changesIdentity } from '../pods/service-accounts';

/** Configuration and accounts of which no object of the plans shows who reads them: something else may, as it runs. */

/** Whatever an object of the plans names, on either side. */
const named = oncePer(
  (objects: readonly ReleaseObject[]): ReadonlySet<string> =>
    new Set(
      objects.flatMap((object) =>
        [object.before, object.after].flatMap((side) =>
          side === null
            ? []
            : (kindNamed(object.kind)?.references?.(side) ?? []).map(({ kind, namespace, name }) =>
                keyOf(kind, namespace ?? namespaceOf(side), name),
              ),
        ),
      ),
    ),
);

/** In words that follow "and"; undefined for other kinds, and where the plans show who reads it. */
export function unread(object: ReleaseObject, objects: readonly ReleaseObject[]): string | undefined {
  const { kind, namespace, name, before, after } = object;
  if (isDashboard(object)) return undefined;
  const isAccount = kind === 'ServiceAccount' && changesIdentity(before, after);
  if ((!isConfiguration(kind) && !isAccount) || named(objects).has(keyOf(kind, namespace, name))) return undefined;
  return isAccount
    ? 'no plan of this release holds the pods that run as it'
    : 'no plan of this release holds what reads it';
}

/** A sidecar of Grafana shows it by this label: it moves no request of a user. Source: chart grafana, `sidecar.dashboards.label`. */
const isDashboard = ({ kind, before, after }: ReleaseObject): boolean =>
  kind === 'ConfigMap' &&
  [before, after].every(
    (side) => side === null || textAt(side, 'metadata', 'labels', 'grafana_dashboard') !== undefined,
  );

const isConfiguration = (kind: string): boolean => kind === 'ConfigMap' || kind === 'Secret';

/** What the cluster itself runs looks for some objects by name, as soon as there is one. */
export const isSystems = ({ kind, namespace }: ReleaseObject): boolean =>
  isConfiguration(kind) && namespace === 'kube-system';
