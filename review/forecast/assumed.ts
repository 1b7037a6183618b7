import { matches } from '../policy/pattern';
import type { Assumption } from '../policy/policy';
import type { ReleaseObject } from '../kubernetes-object';
import type { Known } from './subject';

const nothing: Known = { drainsItself: false, noTraffic: false, rereadsConfiguration: false };

/** What the policy knows of a workload that no plan shows. */
export function knownOf(object: ReleaseObject, assumptions: readonly Assumption[]): Known {
  if (assumptions.length === 0) return nothing;
  const names = [`${object.stack}.${object.address}`, `${object.namespace ?? 'default'}/${object.name ?? ''}`];
  const holding = new Set(
    assumptions.filter(({ workload }) => names.some((name) => matches(workload, name))).map(({ holds }) => holds),
  );
  return {
    drainsItself: holding.has('drains-itself'),
    noTraffic: holding.has('no-traffic'),
    rereadsConfiguration: holding.has('rereads-configuration'),
  };
}
