import { convert, type Twin } from './kubernetes-object/convert';
import { manifestOf } from './kubernetes-object/manifest';
import { isManifest, kindOfType } from './kubernetes-object/types';
import { withManifest } from './kubernetes-object/yaml-body';
import { overlay } from './kubernetes-object/unknown';
import { constructPathOf } from './plan/construct-paths';
import { field, isObject } from './plan/json';
import type { Change, Json, Plan } from './model';

export { isUnknown } from './kubernetes-object/unknown';

/** One object of a release, in Kubernetes' own shape whatever resource type it was written as. */
export interface ReleaseObject {
  readonly stack: string;
  readonly address: string;
  readonly constructPath?: string;
  readonly type: string;
  /** Kubernetes' own word: Deployment, Service, ... */
  readonly kind: string;
  /** Null when not namespaced, or known only after apply. */
  readonly namespace: string | null;
  readonly name: string | null;
  /** Null when there was none. */
  readonly before: Json | null;
  /** Null when there will be none; places known only after apply hold `unknown`. */
  readonly after: Json | null;
  /** Absent for an object that the release leaves as it is. */
  readonly change?: Change;
}

/** Every Kubernetes object that the plans know of, changed or not, so that references between them can be followed. */
export function objectsOf(plans: readonly Plan[], changes: readonly Change[]): readonly ReleaseObject[] {
  const changed = changes.filter((change) => change.mode === 'managed');
  const key = (stack: string, { address, deposed }: { address: string; deposed?: string }): string =>
    `${stack} ${address} ${deposed ?? ''}`;
  const seen = new Set(changed.map((change) => key(change.stack, change)));
  const objects = changed.flatMap((change) => {
    const { kind } = change;
    if (kind === undefined) return [];
    const before = objectOf(change.type, change.raw.before);
    const after =
      change.action === 'delete' || change.action === 'forget'
        ? null
        : objectOf(change.type, overlay(change.raw.after, change.raw.afterUnknown), twinOf(change.raw.before, before));
    return [
      { ...identity(change, kind, after ?? before), before, after, ...(change.action === 'no-op' ? {} : { change }) },
    ];
  });
  const unchanged = plans.flatMap(({ stack, priorState, constructPaths }) =>
    priorState.flatMap((one) => {
      const { address, mode, type } = one;
      const values = withManifest(type, one.values);
      const kind = mode === 'managed' && !seen.has(key(stack, one)) ? kindOfType(type, values) : undefined;
      if (kind === undefined) return [];
      const object = objectOf(type, values);
      const constructPath = constructPathOf(constructPaths, address);
      return [{ ...identity({ stack, address, type, constructPath }, kind, object), before: object, after: object }];
    }),
  );
  return [...objects, ...unchanged];
}

type Identity = Pick<ReleaseObject, 'stack' | 'address' | 'type' | 'constructPath'>;

function identity(
  { stack, address, type, constructPath }: Identity,
  kind: string,
  object: Json,
): Identity & Pick<ReleaseObject, 'kind' | 'namespace' | 'name'> {
  const metadata = field(object, 'metadata');
  const text = (key: string): string | null => {
    const found = field(metadata, key);
    return typeof found === 'string' && found !== '' ? found : null;
  };
  return {
    stack,
    address,
    type,
    ...(constructPath === undefined ? {} : { constructPath }),
    kind,
    namespace: text('namespace'),
    name: text('name'),
  };
}

const twinOf = (values: Json, converted: Json): Twin | undefined =>
  isObject(values) && isObject(converted) ? { values, converted } : undefined;

/** Kubernetes' shape of a resource: the manifest where it is one, else the provider's blocks converted. */
function objectOf(type: string, values: Json, twin?: Twin): Json {
  if (isManifest(type)) return manifestOf(type, values, twin?.values);
  if (!isObject(values)) return values;
  const object = convert(values, '', twin);
  return kindOfType(type, values) === 'DaemonSet' ? withUpdateStrategy(object) : object;
}

/** The provider calls a DaemonSet's update strategy `strategy`, as if it were a Deployment's. */
function withUpdateStrategy(object: Json): Json {
  const spec = field(object, 'spec');
  const strategy = field(spec, 'strategy');
  if (!isObject(object) || !isObject(spec) || strategy === undefined) return object;
  return { ...object, spec: { ...spec, updateStrategy: strategy } };
}
