import type { ReleaseObject } from '../../kubernetes-object';
import type { Change, Workload } from '../../model';
import { changed } from '../subject';
import { unforeseen } from '../unseen/unforeseen';
import { keysOf, objectKey } from '../identity';
import { targetOf } from './patch';

/** Patches of pod templates, by the workload that they roll. */
export function patchTriggers(changes: readonly Change[]): ReadonlyMap<string, string> {
  return new Map(templatePatches(changes).map(({ target, label }) => [target, label]));
}

const hidden = 'the workload itself is in no plan of this release';

/** Pod templates patched of workloads that no plan of the release shows. */
export function strayPatches(changes: readonly Change[], objects: readonly ReleaseObject[]): readonly Workload[] {
  const patches = templatePatches(changes);
  if (patches.length === 0) return [];
  const known = keysOf(objects);
  return patches
    .filter(({ target }) => !known.has(target))
    .map(({ change, kind, namespace, name, label }) =>
      unforeseen(
        change,
        { kind, namespace, name },
        {
          rollout: 'rolling',
          trigger: label,
          reason: {
            text: `The pod template of ${kind} ${name} is patched from outside; ${hidden}.`,
            fields: [label],
          },
          hidden,
        },
      ),
    );
}

interface TemplatePatch {
  readonly change: Change;
  readonly target: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly label: string;
}

/** `kubernetes_env` sets variables of a template; `kubernetes_annotations` may set annotations of one. */
function templatePatches(changes: readonly Change[]): readonly TemplatePatch[] {
  return changes.flatMap((change) => {
    if (change.type !== 'kubernetes_env' && change.type !== 'kubernetes_annotations') return [];
    if (!changed({ change })) return [];
    const paths = change.type === 'kubernetes_env' ? ['env', 'container', 'init_container'] : ['template_annotations'];
    const difference = change.differences.find(({ path }) => paths.includes(String(path[0])));
    const { kind, name, namespace } = targetOf(change);
    if (difference === undefined || kind === undefined || name === undefined) return [];
    return [{ change, kind, name, namespace, target: objectKey({ kind, namespace, name }), label: difference.label }];
  });
}
