import { at, holdsUnknownAt, listAt } from '../../kubernetes-object/value';
import type { ReleaseObject } from '../../kubernetes-object';
import type { Json } from '../../model';
import { oncePer } from '../../once';
import { push } from '../../groups';
import { condition, effect, type Effect } from '../effect';
import { labelsOn } from '../pods/labels-on';
import type { Subject } from '../subject';
import { titleOf, namespaceOf } from '../identity';
import { labelsAt, sideOf, type World } from '../world';
import { type Allowance, allowancesOf, covers, isEverybody, isolates } from './policy-allowances';
import { admission, namespaceLabels, type Peer } from './policy-peers';
import { type End, isPort, movesOf } from './policy-ports';

/** Policies of clients ask for the port of the pod as well: those that name the old one keep clients from the new one. */
export function clientPortEffects(subject: Subject): readonly Effect[] {
  const leaving = leavingBy(subject.worlds.after);
  if (leaving.isEmpty) return [];
  const moves = movesOf(subject);
  if (moves.length === 0) return [];
  const { namespace, worlds } = subject;
  const labels = labelsOn(subject, 'after');
  const peer: Peer = { namespace, namespaceLabels: namespaceLabels(worlds, 'after', namespace), labels };
  const policies = leaving.to(labels);
  return moves.flatMap(({ title, port, was, is }) => {
    const keeping = policies.filter((policy) => {
      const lets = reachedBy(policy.side, peer, was);
      return (
        lets.length > 0 &&
        !covers(
          leaving.beside(policy).flatMap((other) => reachedBy(other.side, peer, is)),
          lets,
        )
      );
    });
    const [first, ...more] = keeping.map(({ policy }) => titleOf(policy));
    if (first === undefined) return [];
    const shut =
      more.length === 0
        ? `${first} lets no pod connect that it selects, as it does`
        : `${first} and ${more.length} more let no pod connect that they select, as they do`;
    return [
      effect(
        'unknown',
        `${title} sends port ${port} to port ${is.number} of the pods from now on, to which ${shut} to ${was.number}.`,
        [...[first, ...more].slice(0, most).map((policy) => `${policy} > egress > ports`), 'container > ports'],
        [condition('those pods do not connect to these, or another policy lets them', 'none')],
      ),
    ];
  });
}

/** So many are named as what a reason rests on. */
const most = 5;

interface Leaving {
  readonly policy: ReleaseObject;
  readonly side: Json | null;
}

/** Policies that bound where pods connect to and whose words are all known. What a changed one lets through is told of itself. */
class LeavingPolicies {
  /** By a label that they ask of the pods to which they let clients connect: a release may have as many as workloads. */
  private readonly byPeer = new Map<string, Leaving[]>();
  private readonly toAnybody: Leaving[] = [];
  private readonly bySelected = new Map<string, Leaving[]>();

  constructor(world: World) {
    for (const policy of world.everywhere('NetworkPolicy')) {
      const side = sideOf(policy, world.when);
      if (!isolates(side, 'Egress') || holdsUnknownAt(side, 'spec')) continue;
      const one = { policy, side };
      push(this.bySelected, selectedBy(side), one);
      const labels = new Set(peersOf(side).flatMap(labelAsked));
      if (labels.has(anyLabel)) this.toAnybody.push(one);
      else for (const label of labels) push(this.byPeer, label, one);
    }
  }

  get isEmpty(): boolean {
    return this.bySelected.size === 0;
  }

  /** Those that may let clients connect to pods with these labels. */
  to(labels: Readonly<Record<string, string>>): readonly Leaving[] {
    const asking = Object.entries(labels).flatMap(([key, value]) => this.byPeer.get(`${key}=${value}`) ?? []);
    return [...new Set([...this.toAnybody, ...asking])];
  }

  /** What one policy does not let through another may, of the same pods; each is beside itself. */
  beside({ side }: Leaving): readonly Leaving[] {
    const all = `${namespaceOf(side)} `;
    return [...new Set([all, selectedBy(side)])].flatMap((selected) => this.bySelected.get(selected) ?? []);
  }
}

const leavingBy = oncePer((world: World) => new LeavingPolicies(world));

/** Nothing after the namespace stands for all of its pods. */
const selectedBy = (side: Json | null): string => {
  const selector = at(side, 'spec', 'podSelector');
  return `${namespaceOf(side)} ${selector === undefined ? '' : JSON.stringify(selector)}`;
};

const peersOf = (side: Json | null): readonly Json[] =>
  listAt(side, 'spec', 'egress').flatMap((rule) => {
    const peers = listAt(rule, 'to');
    return peers.length === 0 ? [{}] : peers;
  });

const anyLabel = '';

/** Blocks of addresses know no pod, but for the one that is all of them. */
function labelAsked(peer: Json): readonly string[] {
  if (at(peer, 'ipBlock') !== undefined) return isEverybody(peer) ? [anyLabel] : [];
  const [first] = Object.entries(labelsAt(peer, 'podSelector', 'matchLabels'));
  return [first === undefined ? anyLabel : first.join('=')];
}

const reachedBy = (side: Json | null, peer: Peer, end: End): readonly Allowance[] =>
  allowancesOf(
    side,
    'Egress',
    (entry) => admission(entry, namespaceOf(side), peer),
    (port) => (isPort(port, end) ? undefined : null),
  );
