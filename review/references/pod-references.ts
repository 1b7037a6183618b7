import { allContainers, podSpecOf } from '../forecast/pods/pods';
import { at, flagAt, listAt, textAt } from '../kubernetes-object/value';
import type { Json } from '../model';
import { oncePer } from '../once';
import { field, isObject, type JsonObject } from '../plan/json';
import type { Reference } from './reference';

/** What the pods of a workload name: configuration, secrets, claims, the account they run as. Several rules ask. */
export const podReferences = (object: Json): readonly Reference[] => (isObject(object) ? referencesOf(object) : []);

export const pullSecret = 'image pull secret';

const referencesOf = oncePer((object: JsonObject): readonly Reference[] => {
  const pod = podSpecOf(object);
  if (pod === undefined) return [];
  const containers = allContainers(pod);
  const volumes = listAt(pod, 'volumes');
  const copied = volumesBySubPathAlone(containers);
  const account = textAt(pod, 'serviceAccountName');
  return [
    ...containers.flatMap(environmentReferences),
    ...(copied.size === 0 ? referencesOfVolumes(volumes) : volumes.flatMap((one) => volumeReferences(one, copied))),
    ...listAt(pod, 'imagePullSecrets').flatMap((secret) =>
      presence('Secret', textAt(secret, 'name'), pullSecret, true),
    ),
    ...presence('PriorityClass', textAt(pod, 'priorityClassName'), 'priority class', false),
    ...presence('RuntimeClass', textAt(pod, 'runtimeClassName'), 'runtime class', false),
    ...(account === 'default' ? [] : presence('ServiceAccount', account, 'service account', false)),
  ];
});

function environmentReferences(container: Json): readonly Reference[] {
  const name = textAt(container, 'name') ?? '';
  const whole = (source: Json, key: string, kind: string): readonly Reference[] =>
    named(
      kind,
      textAt(source, key, 'name'),
      undefined,
      flagAt(source, key, 'optional'),
      `container ${name} > env from`,
    );
  const one = (variable: Json, key: string, kind: string): readonly Reference[] =>
    named(
      kind,
      textAt(variable, 'valueFrom', key, 'name'),
      textAt(variable, 'valueFrom', key, 'key'),
      flagAt(variable, 'valueFrom', key, 'optional'),
      `container ${name} > env ${textAt(variable, 'name') ?? ''}`,
    );
  return [
    ...listAt(container, 'envFrom').flatMap((source) => [
      ...whole(source, 'configMapRef', 'ConfigMap'),
      ...whole(source, 'secretRef', 'Secret'),
    ]),
    ...listAt(container, 'env')
      .filter((variable) => (field(variable, 'valueFrom') ?? null) !== null)
      .flatMap((variable) => [
        ...one(variable, 'configMapKeyRef', 'ConfigMap'),
        ...one(variable, 'secretKeyRef', 'Secret'),
      ]),
  ];
}

function named(
  kind: string,
  name: string | undefined,
  key: string | undefined,
  optional: boolean | undefined,
  where: string,
): readonly Reference[] {
  return name === undefined
    ? []
    : [{ kind, name, ...(key === undefined ? {} : { key }), use: 'environment', optional: optional ?? false, where }];
}

/** Most releases leave the volumes as they are, which then are one list for both sides. */
const referencesOfVolumes = oncePer((volumes: readonly Json[]) =>
  volumes.flatMap((volume) => volumeReferences(volume, noVolumes)),
);

/** Volumes by name, each with the sub paths that are taken out of it. */
type Copied = ReadonlyMap<string, readonly string[]>;
const noVolumes: Copied = new Map();

function volumeReferences(volume: Json, copied: Copied): readonly Reference[] {
  const name = textAt(volume, 'name') ?? '';
  const where = `volume ${name}`;
  const subPaths = copied.get(name);
  const projected = listAt(volume, 'projected', 'sources');
  const sources = projected.length === 0 ? [volume] : projected;
  return [
    ...presence('PersistentVolumeClaim', textAt(volume, 'persistentVolumeClaim', 'claimName'), where, false),
    ...presence('Secret', textAt(volume, 'csi', 'nodePublishSecretRef', 'name'), where, false),
    ...sources.flatMap((source) => [
      ...files('ConfigMap', at(source, 'configMap'), 'name', subPaths, where),
      ...files('Secret', at(source, 'secret'), 'secretName', subPaths, where),
    ]),
  ];
}

function files(
  kind: string,
  source: Json | undefined,
  nameField: string,
  subPaths: readonly string[] | undefined,
  where: string,
): readonly Reference[] {
  if (source === undefined) return [];
  // Among the sources of a projected volume a Secret is named as everything else is.
  const name = textAt(source, nameField) ?? textAt(source, 'name');
  if (name === undefined) return [];
  const use = subPaths === undefined ? ('volume' as const) : ('sub-path' as const);
  const reference = { kind, name, use, optional: flagAt(source, 'optional') ?? false, where };
  const keys = listAt(source, 'items').map((item) => textAt(item, 'key'));
  if (keys.length === 0) return [subPaths === undefined ? reference : { ...reference, subPaths }];
  return keys.map((key) => (key === undefined ? reference : { ...reference, key }));
}

/** Volumes that no container mounts whole. A mount with a sub path is a copy: the kubelet does not keep it up to date. */
function volumesBySubPathAlone(containers: readonly Json[]): Copied {
  const mounts = containers.flatMap((container) => listAt(container, 'volumeMounts'));
  const byPath = new Map<string, string[]>();
  for (const mount of mounts.filter(hasSubPath)) {
    const name = textAt(mount, 'name') ?? '';
    const paths = byPath.get(name) ?? [];
    const path = textAt(mount, 'subPath');
    if (path !== undefined) paths.push(path);
    byPath.set(name, paths);
  }
  for (const mount of mounts) if (!hasSubPath(mount)) byPath.delete(textAt(mount, 'name') ?? '');
  return byPath;
}

const hasSubPath = (mount: Json): boolean =>
  textAt(mount, 'subPath') !== undefined || textAt(mount, 'subPathExpr') !== undefined;

export function presence(
  kind: string,
  name: string | undefined,
  where: string,
  optional: boolean,
): readonly Reference[] {
  return name === undefined ? [] : [{ kind, name, use: 'presence', optional, where }];
}
