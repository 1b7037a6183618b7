import { isReloaded } from '../../forecast/configuration/reloader';
import { dataPatches } from '../../forecast/patches/patch';
import { isConfiguration } from '../../kinds/configuration';
import type { Change, Json } from '../../model';
import type { Place } from '../hit';
import { refusedIn, type Thing } from '../release';
import type { Rule } from '../rule';
import { podsOf } from '../view/containers';
import { listAt, textAt } from '../../kubernetes-object/value';

export const configurationNotRolledOut: Rule = {
  id: 'configuration-not-rolled-out',
  severity: 'low',
  on: 'change',
  what: 'A ConfigMap or Secret that changes while pods that read it as environment do not restart',
  why: 'The change takes effect at some later restart, pod by pod: nobody connects it with this release then.',
  remedy: 'Put a hash of the configuration into an annotation of the pod template, so that the change rolls.',
  source: 'kubernetes.io/docs: ConfigMaps, environment variables are not updated',
  *check(release) {
    const { things, changes, workloads } = release;
    const still = new Set(
      workloads
        .filter(({ forecast }) => forecast.rollout === 'none')
        .map(({ stack, address }) => `${stack}.${address}`),
    );
    const isRefused = refusedIn(release);
    const taken = things.filter((thing) => !isRefused(thing));
    for (const { place, kind, namespace, name, content } of [...whole(taken), ...patched(changes)])
      for (const { at, after } of podsOf(things))
        if (
          still.has(`${at.stack}.${at.address}`) &&
          at.namespace === namespace &&
          reads(after, kind, name) &&
          !isReloaded(at.after, { kind, name }, content)
        )
          yield {
            at: place,
            subject: at.title,
            message: `${at.title} reads ${kind} ${name} as environment and does not restart.`,
          };
  },
};

interface Configuration {
  readonly place: Place;
  readonly kind: 'ConfigMap' | 'Secret';
  readonly namespace: string | null;
  readonly name: string;
  /** Null where only a patch of it stands in the plans. */
  readonly content: Json | null;
}

const whole = (things: readonly Thing[]): readonly Configuration[] =>
  things.flatMap((thing) => {
    const { kind, action, namespace, name } = thing;
    return isConfiguration(kind) && action === 'update' && name !== null
      ? [{ place: thing, kind, namespace, name, content: thing.after }]
      : [];
  });

/** Keys that a resource of their own sets in an object which something else owns. */
const patched = (changes: readonly Change[]): readonly Configuration[] =>
  changes.flatMap((change) => {
    const kind = dataPatches.get(change.type);
    const [namespace, name] = ['namespace', 'name'].map((key) => textAt(change.raw.after, 'metadata', 0, key));
    return kind !== undefined && name !== undefined && (change.action === 'update' || change.action === 'create')
      ? [{ place: change, kind, namespace: namespace ?? null, name, content: null }]
      : [];
  });

function reads(pod: unknown, kind: Configuration['kind'], name: string): boolean {
  const [from, key] =
    kind === 'ConfigMap' ? (['configMapRef', 'configMapKeyRef'] as const) : (['secretRef', 'secretKeyRef'] as const);
  return listAt(pod, 'containers').some(
    (container) =>
      listAt(container, 'envFrom').some((source) => textAt(source, from, 'name') === name) ||
      listAt(container, 'env').some((variable) => textAt(variable, 'valueFrom', key, 'name') === name),
  );
}
