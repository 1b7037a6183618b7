import type { Change, Difference, Json } from '../../model';
import { field, isList, isObject, type JsonObject } from '../../plan/json';
import { isEmpty } from '../../diff/equal';

const directions = [
  { name: 'ingress', peers: 'from', words: 'from everywhere' },
  { name: 'egress', peers: 'to', words: 'to everywhere' },
] as const;

/**
 * A rule of a NetworkPolicy that names no peer lets everybody through, which `{}` does not tell a reader.
 * Source: Kubernetes API reference, NetworkPolicyIngressRule and NetworkPolicyEgressRule.
 */
export function openSide({ kind }: Change, { path, before, after }: Difference): string {
  if (kind !== 'NetworkPolicy') return '';
  const side = before.kind === 'absent' ? after : before;
  if (side.kind !== 'value') return '';
  const place = path.findLast((step) => typeof step === 'string');
  const words = directions.flatMap((direction) => {
    // A peer that says nothing but `podSelector: {}` is one all the same: the pods of the namespace.
    const open = rulesOf(direction.name, place, side.value).filter((rule) => !Object.hasOwn(rule, direction.peers));
    if (open.length === 0) return [];
    return [`${direction.words}${open.some(({ ports }) => isEmpty(ports)) ? ', on every port' : ''}`];
  });
  return words.length === 0 ? '' : `  # ${words.join('; ')}`;
}

/** A rule may come alone, in a list of them, or with all of a policy. */
function rulesOf(direction: string, place: string | undefined, value: Json): readonly JsonObject[] {
  const spec = place === 'spec' ? value : field(value, 'spec');
  const rules = place === direction ? value : field(spec, direction);
  return (isList(rules) ? rules : [rules]).filter(isObject);
}
