import { textAt } from '../../kubernetes-object/value';
import type { Json } from '../../model';
import type { Subject } from '../subject';
import { sideOf } from '../world';

/** Source: the pod security admission of Kubernetes 1.34, `staging/src/k8s.io/pod-security-admission/api/constants.go`. */
const enforced = 'pod-security.kubernetes.io/enforce';

/** Without the label nothing is enforced, which is the level privileged. */
export const enforcedLevel = (namespace: Json | null): string =>
  textAt(namespace, 'metadata', 'labels', enforced) ?? 'privileged';

/** A level that a namespace begins to enforce refuses pods that do not meet it, and only when they are made. */
export function podSecurityDoubt({ worlds, namespace, namespaceAfter }: Subject): string | undefined {
  const object = worlds.after.get('Namespace', 'default', namespaceAfter);
  const old = worlds.before.get('Namespace', 'default', namespace);
  if (object === undefined || (object === old && object.change === undefined)) return undefined;
  const [was, is] = [
    enforcedLevel(old === undefined ? null : sideOf(old, 'before')),
    enforcedLevel(sideOf(object, 'after')),
  ];
  return was === is || is === 'privileged'
    ? undefined
    : `Namespace ${namespaceAfter} enforces pod security level ${is} from now on, and whether the new pods meet it was not examined`;
}
