import { holdsUnknownAt, isUnknownAt, listAt, textAt } from '../../kubernetes-object/value';
import type { Json } from '../../model';

/**
 * What of a Service that exists cannot change in place, by its name in Kubernetes; `live` is what the cluster has. What a
 * manifest leaves out stays as it is. Source: validateUpgradeDowngradeClusterIPs, validateUpgradeDowngradeIPFamilies and
 * validateLoadBalancerClassField in `pkg/apis/core/validation/validation.go`, patchAllocatedValues in
 * `pkg/registry/core/service/strategy.go`.
 */
export function fixedAddress(live: Json, before: Json | null, after: Json | null): string | undefined {
  const types = [typeOf(live) ?? typeOf(before), typeOf(after)];
  if (types.includes('ExternalName') || isUnknownAt(after, 'spec', 'type')) return undefined;
  return addressFault(live, before, after) ?? (types.every(isBalancer) ? classFault(live, before, after) : undefined);
}

const typeOf = (side: Json | null): string | undefined => textAt(side, 'spec', 'type');
const isBalancer = (type: string | undefined): boolean => type === 'LoadBalancer';

function addressFault(live: Json, before: Json | null, after: Json | null): string | undefined {
  const [was, is] = [held(live, addressesOf) ?? held(before, addressesOf), addressesOf(after)];
  const single = textAt(after, 'spec', 'ipFamilyPolicy') === 'SingleStack';
  if (was !== undefined && departs(was, is, single || listAt(after, 'spec', 'clusterIPs').length === 0))
    return 'clusterIP';
  // Whether it has an address at all was compared above; families of one without may change.
  if (was?.[0] === 'None' || is[0] === 'None') return undefined;
  const families = held(live, familiesOf) ?? held(before, familiesOf);
  return families !== undefined && departs(families, familiesOf(after), single) ? 'ipFamilies' : undefined;
}

const held = (
  side: Json | null,
  of: (side: Json | null) => readonly (string | undefined)[],
): readonly (string | undefined)[] | undefined => (of(side).length === 0 ? undefined : of(side));

/** A second one may come and go, the latter by a policy of a single stack; the first, and both of two, stay. */
const departs = (
  was: readonly (string | undefined)[],
  is: readonly (string | undefined)[],
  mayShrink: boolean,
): boolean =>
  is.some((one, index) => one !== undefined && was[index] !== undefined && one !== was[index]) ||
  (is.length > 0 && is.length < was.length && !mayShrink);

/** The singular field speaks for the first; places known only after apply are undefined. */
function addressesOf(side: Json | null): readonly (string | undefined)[] {
  const [first, list] = [textAt(side, 'spec', 'clusterIP'), listAt(side, 'spec', 'clusterIPs')];
  const rest = list.map((one) => textAt(one));
  return first === undefined ? rest : [first, ...rest.slice(1)];
}

const familiesOf = (side: Json | null): readonly (string | undefined)[] =>
  listAt(side, 'spec', 'ipFamilies').map((one) => textAt(one));

function classFault(live: Json, before: Json | null, after: Json | null): string | undefined {
  if (holdsUnknownAt(after, 'spec', 'loadBalancerClass')) return undefined;
  const [own, is] = [before, after].map((side) => textAt(side, 'spec', 'loadBalancerClass'));
  const was = own ?? textAt(live, 'spec', 'loadBalancerClass');
  // Of one that the manifest never held nothing is taken away.
  return was === is || (is === undefined && own === undefined) ? undefined : 'loadBalancerClass';
}
