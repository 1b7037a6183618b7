import { holdsUnknownAt } from '../../kubernetes-object/value';
import type { ReleaseObject } from '../../kubernetes-object';
import type { Json } from '../../model';
import { oncePer } from '../../once';
import { condition, effect, type Effect } from '../effect';
import { labelsOn } from '../pods/labels-on';
import type { Subject } from '../subject';
import { titleOf, namespaceOf } from '../identity';
import { sideOf, type World } from '../world';
import { type Allowance, allowancesOf, covers, isolates } from './policy-allowances';
import { admission, namespaceLabels, type Peer, selectsAtLeast } from './policy-peers';
import { type End, isPort, movesOf } from './policy-ports';

/** Policies of clients ask for the port of the pod as well: those that name the old one keep clients from the new one. */
export function clientPortEffects(subject: Subject): readonly Effect[] {
  const policies = leavingBy(subject.worlds.after);
  if (policies.length === 0) return [];
  const { namespace, worlds } = subject;
  const peer: Peer = {
    namespace,
    namespaceLabels: namespaceLabels(worlds, 'after', namespace),
    labels: labelsOn(subject, 'after'),
  };
  return movesOf(subject).flatMap(({ title, port, was, is }) =>
    policies
      .filter((policy) => {
        const side = sideOf(policy, 'after');
        const lets = reachedBy(side, peer, was);
        if (lets.length === 0) return false;
        const beside = policies.map((other) => sideOf(other, 'after')).filter((other) => isBeside(other, side));
        return !covers(
          beside.flatMap((other) => reachedBy(other, peer, is)),
          lets,
        );
      })
      .map((policy) =>
        effect(
          'unknown',
          `${title} sends port ${port} to port ${is.number} of the pods from now on, to which ${titleOf(policy)} lets no pod connect that it selects, as it does to ${was.number}.`,
          [`${titleOf(policy)} > egress > ports`, 'container > ports'],
          [condition('those pods do not connect to these, or another policy lets them', 'none')],
        ),
      ),
  );
}

/** Policies that bound where pods connect to and whose words are all known. What a changed one lets through is told of itself. */
const leavingBy = oncePer((world: World): readonly ReleaseObject[] =>
  [...world.everywhere('NetworkPolicy')].filter((policy) => {
    const side = sideOf(policy, world.when);
    return isolates(side, 'Egress') && !holdsUnknownAt(side, 'spec');
  }),
);

/** What one policy does not let through another may, of the same pods; each is beside itself. */
const isBeside = (one: Json | null, other: Json | null): boolean =>
  namespaceOf(one) === namespaceOf(other) && selectsAtLeast(one, other);

const reachedBy = (side: Json | null, peer: Peer, end: End): readonly Allowance[] =>
  allowancesOf(
    side,
    'Egress',
    (entry) => admission(entry, namespaceOf(side), peer),
    (port) => (isPort(port, end) ? undefined : null),
  );
