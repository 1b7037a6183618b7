import type { ReleaseObject } from '../kubernetes-object';
import { textAt } from '../kubernetes-object/value';
import type { Json } from '../model';
import { oncePer } from '../once';

/** Under which name an object stands in its namespace. */
export const namespaceOf = (side: Json | null): string => textAt(side, 'metadata', 'namespace') ?? 'default';
export const nameOf = (side: Json | null): string => textAt(side, 'metadata', 'name') ?? '';

/** What a sentence calls an object; by its address where the name is known only after apply. */
export const titleOf = ({ kind, name, address }: ReleaseObject): string => `${kind} ${name ?? address}`;

type Named = Pick<ReleaseObject, 'kind' | 'namespace' | 'name'>;

/** By which an object is found, whoever names it. */
export const objectKey = ({ kind, namespace, name }: Named): string =>
  `${kind} ${namespace ?? 'default'}/${name ?? ''}`;

export const keysOf = oncePer((objects: readonly Named[]): ReadonlySet<string> => new Set(objects.map(objectKey)));

/** Objects of the whole cluster are found under the namespace that stands for none, whoever names them. */
export const homeOf = (kind: string, namespace: string): string => (clusterWide.has(kind) ? 'default' : namespace);

const clusterWide: ReadonlySet<string> = new Set([
  'StorageClass',
  'ClusterRole',
  'PersistentVolume',
  'PriorityClass',
  'RuntimeClass',
  'Namespace',
]);
