import { listAt, textAt } from '../../kubernetes-object/value';
import type { Condition, Json } from '../../model';
import { field, isList } from '../../plan/json';
import { condition } from '../effect';

/** What a NetworkPolicy lets through in one direction, as far as its own words go. */

export type Direction = 'Ingress' | 'Egress';

/** One peer and one port that a rule lets through; undefined stands for all of them. */
export interface Allowance {
  readonly peer: string | undefined;
  readonly port: string | undefined;
}

/** Source: networking/v1, policyTypes defaults to Ingress, and Egress when egress rules are given. */
export function isolates(side: Json | null, direction: Direction): boolean {
  if (side === null) return false;
  const types = listAt(side, 'spec', 'policyTypes');
  if (types.length > 0) return types.includes(direction);
  return direction === 'Ingress' || listAt(side, 'spec', 'egress').length > 0;
}

/** Every allowance, its peer and port named as the caller likes; what is named null counts for nothing. */
export function allowancesOf(
  side: Json | null,
  direction: Direction,
  nameOf: (peer: Json) => string | undefined | null = (peer) => (isEverybody(peer) ? undefined : JSON.stringify(peer)),
  portOf: (port: Json) => string | undefined | null = (port) => JSON.stringify(port),
): readonly Allowance[] {
  const [key, peersKey] = direction === 'Ingress' ? ['ingress', 'from'] : ['egress', 'to'];
  // A rule without peers or without ports is for all of them, and so is one that says nothing at all.
  const orAll = (list: readonly Json[], name: (one: Json) => string | undefined | null) =>
    list.length === 0 ? [undefined] : list.map(name);
  const rules = field(field(side ?? undefined, 'spec'), key);
  return (isList(rules) ? rules : []).flatMap((rule) =>
    orAll(listAt(rule, peersKey), nameOf).flatMap((peer) =>
      peer === null
        ? []
        : orAll(listAt(rule, 'ports'), portOf).flatMap((port): readonly Allowance[] =>
            port === null ? [] : [{ peer, port }],
          ),
    ),
  );
}

/** The block of all addresses holds those of pods too. Only clusters that speak both families need a second one. */
export const isEverybody = (peer: Json): boolean =>
  textAt(peer, 'ipBlock', 'cidr') === '0.0.0.0/0' && listAt(peer, 'ipBlock', 'except').length === 0;

export const allowsAll = (allowances: readonly Allowance[]): boolean =>
  covers(allowances, [{ peer: undefined, port: undefined }]);

export const covers = (next: readonly Allowance[], old: readonly Allowance[]): boolean =>
  old.every(({ peer, port }) =>
    next.some((one) => (one.peer === undefined || one.peer === peer) && (one.port === undefined || one.port === port)),
  );

/** What would make an allowance that goes nobody's loss. */
export const allAllowed = (direction: Direction): Condition =>
  condition(
    direction === 'Ingress'
      ? 'clients are all allowed by some policy'
      : 'the pods connect only to what some policy allows',
    'none',
  );
