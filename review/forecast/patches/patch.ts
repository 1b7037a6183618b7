import { textAt } from '../../kubernetes-object/value';
import type { ReleaseObject } from '../../kubernetes-object';
import { overlay } from '../../kubernetes-object/unknown';
import type { Change } from '../../model';

/** Resources that set part of an object which something else owns: they may roll its pods, or change what pods read. */

export const dataPatches: ReadonlyMap<string, 'ConfigMap' | 'Secret'> = new Map([
  ['kubernetes_config_map_v1_data', 'ConfigMap'],
  ['kubernetes_secret_v1_data', 'Secret'],
]);

export const metadataPatches: ReadonlyMap<string, MetadataPart> = new Map([
  ['kubernetes_annotations', 'annotations'],
  ['kubernetes_labels', 'labels'],
]);

type MetadataPart = 'annotations' | 'labels';

const both: readonly MetadataPart[] = ['annotations', 'labels'];

/** What others read of which kinds to decide who gets where, runs where and may do what. Those of a workload itself move nothing. */
export const readByOthers: ReadonlyMap<string, readonly MetadataPart[]> = new Map([
  ['Ingress', both],
  ['HTTPRoute', both],
  ['GRPCRoute', both],
  ['Service', both],
  ['Namespace', both],
  ['ServiceAccount', ['annotations']],
  ['Pod', ['labels']],
  ['Node', ['labels']],
]);

/** What stands in a patch that is known only after apply is undefined. */
export function targetOf({ raw }: Change): {
  readonly kind: string | undefined;
  readonly name: string | undefined;
  readonly namespace: string;
} {
  const side = raw.after === null ? raw.before : overlay(raw.after, raw.afterUnknown);
  return {
    kind: textAt(side, 'kind'),
    name: textAt(side, 'metadata', 0, 'name'),
    namespace: textAt(side, 'metadata', 0, 'namespace') ?? 'default',
  };
}

/** What a patch sets in the objects of its name. */
export interface ObjectPatch {
  /** Of the object that it patches. */
  readonly key: string;
  readonly set: (owner: ReleaseObject, isOnly: boolean) => ReleaseObject;
  /** What is known of an object that no plan shows; absent where that is nothing worth forecasting. */
  readonly alone?: () => ReleaseObject;
}
