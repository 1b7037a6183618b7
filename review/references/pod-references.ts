import { podSpecOf } from '../forecast/pods';
import { at, flagAt, listAt, textAt } from '../kubernetes-object/value';
import type { Json } from '../model';
import type { Reference } from './reference';

const found = new WeakMap<object, readonly Reference[]>();

/** What the pods of a workload name: configuration, secrets, claims, the account they run as. Several rules ask. */
export function podReferences(object: Json): readonly Reference[] {
  if (typeof object !== 'object' || object === null) return [];
  const known = found.get(object) ?? referencesOf(object);
  found.set(object, known);
  return known;
}

function referencesOf(object: Json): readonly Reference[] {
  const pod = podSpecOf(object);
  if (pod === undefined) return [];
  const containers = [...listAt(pod, 'initContainers'), ...listAt(pod, 'containers')];
  const account = textAt(pod, 'serviceAccountName');
  return [
    ...containers.flatMap(environmentReferences),
    ...listAt(pod, 'volumes').flatMap((volume) => volumeReferences(volume, containers)),
    ...listAt(pod, 'imagePullSecrets').flatMap((secret) =>
      presence('Secret', textAt(secret, 'name'), 'image pull secret', true),
    ),
    ...(account === 'default' ? [] : presence('ServiceAccount', account, 'service account', false)),
  ];
}

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
      .filter((variable) => at(variable, 'valueFrom') !== undefined)
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

function volumeReferences(volume: Json, containers: readonly Json[]): readonly Reference[] {
  const name = textAt(volume, 'name') ?? '';
  const where = `volume ${name}`;
  const use = onlyBySubPath(name, containers) ? 'sub-path' : 'volume';
  const sources = [volume, ...listAt(volume, 'projected', 'sources')];
  return [
    ...presence('PersistentVolumeClaim', textAt(volume, 'persistentVolumeClaim', 'claimName'), where, false),
    ...sources.flatMap((source) => [
      ...files('ConfigMap', textAt(source, 'configMap', 'name'), at(source, 'configMap'), use, where),
      ...files(
        'Secret',
        textAt(source, 'secret', 'secretName') ?? textAt(source, 'secret', 'name'),
        at(source, 'secret'),
        use,
        where,
      ),
    ]),
  ];
}

function files(
  kind: string,
  name: string | undefined,
  source: Json | undefined,
  use: Reference['use'],
  where: string,
): readonly Reference[] {
  if (name === undefined) return [];
  const reference = { kind, name, use, optional: flagAt(source, 'optional') ?? false, where };
  const keys = listAt(source, 'items').map((item) => textAt(item, 'key'));
  return keys.length === 0 ? [reference] : keys.map((key) => (key === undefined ? reference : { ...reference, key }));
}

/** A mount with a sub path is a copy: the kubelet does not keep it up to date. */
function onlyBySubPath(volume: string, containers: readonly Json[]): boolean {
  const mounts = containers.flatMap((container) =>
    listAt(container, 'volumeMounts').filter((mount) => textAt(mount, 'name') === volume),
  );
  return (
    mounts.length > 0 &&
    mounts.every((mount) => textAt(mount, 'subPath') !== undefined || textAt(mount, 'subPathExpr') !== undefined)
  );
}

export function presence(
  kind: string,
  name: string | undefined,
  where: string,
  optional: boolean,
): readonly Reference[] {
  return name === undefined ? [] : [{ kind, name, use: 'presence', optional, where }];
}
