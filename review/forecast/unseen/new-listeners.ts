import { contentKey } from '../../diff/equal';
import type { ReleaseObject } from '../../kubernetes-object';
import { holdsUnknownAt, at, listAt, textAt } from '../../kubernetes-object/value';
import type { Json } from '../../model';
import { isObject } from '../../plan/json';
import { tellsOtherwise } from '../services/annotations';
import { hostsAround } from '../ways/way-precedence';

/**
 * Nobody uses a listener that is new, and those that stay keep what they have, unless it is asked for their hosts at their
 * port, or speaks something else there. Source: gateway.networking.k8s.io/v1, GatewaySpec, "Distinct Listeners".
 */
export function onlyGetsListeners({ before, after }: ReleaseObject): boolean {
  if (holdsUnknownAt(after, 'spec') || tellsOtherwise(before, after)) return false;
  if (contentKey(besideListeners(before)) !== contentKey(besideListeners(after))) return false;
  const [old, all] = [before, after].map((side) => listAt(side, 'spec', 'listeners'));
  const known = new Set((old ?? []).map((one) => contentKey(one)));
  const kept = (all ?? []).filter((one) => known.has(contentKey(one)));
  const fresh = (all ?? []).filter((one) => !known.has(contentKey(one)));
  return kept.length === old?.length && fresh.every((one) => kept.every((other) => areDistinct(one, other)));
}

function besideListeners(side: Json | null): Json {
  const spec = at(side, 'spec');
  return isObject(spec) ? { ...spec, listeners: null } : {};
}

function areDistinct(one: Json, other: Json): boolean {
  if (textAt(one, 'name') === textAt(other, 'name')) return false;
  if (textAt(one, 'port') !== textAt(other, 'port')) return true;
  const [host, others] = [one, other].map((listener) => textAt(listener, 'hostname') ?? '*') as [string, string];
  const overlap = hostsAround(host, 'Gateway').includes(others) || hostsAround(others, 'Gateway').includes(host);
  return textAt(one, 'protocol') === textAt(other, 'protocol') && !overlap;
}
