import type { Change, Difference } from '../../model';
import { isList, isObject } from '../../plan/json';
import { isEmpty } from '../../diff/equal';

const peersOf: { readonly [direction: string]: { readonly peers: string; readonly words: string } } = {
  ingress: { peers: 'from', words: 'from everywhere' },
  egress: { peers: 'to', words: 'to everywhere' },
};

/**
 * A rule of a NetworkPolicy that names no peer lets everybody through, which `{}` does not tell a reader.
 * Source: Kubernetes API reference, NetworkPolicyIngressRule and NetworkPolicyEgressRule.
 */
export function openSide({ type }: Change, { path, before, after }: Difference): string {
  if (!type.startsWith('kubernetes_network_policy')) return '';
  const direction = path.findLast((step) => typeof step === 'string') ?? '';
  const rule = Object.hasOwn(peersOf, direction) ? peersOf[direction] : undefined;
  const side = before.kind === 'absent' ? after : before;
  if (rule === undefined || side.kind !== 'value' || isList(side.value) || !isObject(side.value)) return '';
  if (!isEmpty(side.value[rule.peers])) return '';
  return `  # ${rule.words}${isEmpty(side.value['ports']) ? ', on every port' : ''}`;
}
