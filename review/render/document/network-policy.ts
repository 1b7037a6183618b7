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
export function openSide({ kind }: Change, { path, before, after }: Difference): string {
  if (kind !== 'NetworkPolicy') return '';
  const direction = path.findLast((step) => typeof step === 'string') ?? '';
  const rule = Object.hasOwn(peersOf, direction) ? peersOf[direction] : undefined;
  const side = before.kind === 'absent' ? after : before;
  if (rule === undefined || side.kind !== 'value') return '';
  // Of a manifest a whole list of rules may come at once.
  const open = (isList(side.value) ? side.value : [side.value])
    .filter(isObject)
    .filter((one) => isEmpty(one[rule.peers]));
  if (open.length === 0) return '';
  return `  # ${rule.words}${open.some(({ ports }) => isEmpty(ports)) ? ', on every port' : ''}`;
}
