import { selects, type Selector } from '../../kubernetes/selectors';
import { labelsAt, selectorAt, sideOf, type World } from '../forecast/world';
import type { ReleaseObject } from '../kubernetes-object';
import { at, isUnknownAt, listAt } from '../kubernetes-object/value';
import type { Json } from '../model';
import type { Dangling } from './reference';
import { titleOf, nameOf, namespaceOf } from '../forecast/identity';

interface Peer {
  readonly direction: 'ingress' | 'egress';
  /** Which one of which rule, to find what stood in its place before. */
  readonly place: string;
  readonly pods: Selector;
  /** Absent for the policy's own namespace. */
  readonly namespaces?: Selector;
}

/** Pods that a network policy lets in or out by label: were there some, and are there still? */
export function danglingPeers(
  object: ReleaseObject,
  worlds: { readonly before: World; readonly after: World },
): readonly Dangling[] {
  if (object.kind !== 'NetworkPolicy') return [];
  const [before, after] = [sideOf(object, 'before'), sideOf(object, 'after')];
  if (before === null || after === null) return [];
  const old = new Map(peersOf(before).map((peer) => [peer.place, peer]));
  const seen = new Set<string>();
  return peersOf(after).flatMap((peer) => {
    const subject = `${peer.direction} peer ${labelText(peer.pods)}`;
    if (seen.has(subject) || podsOf(peer, namespaceOf(after), worlds.after).length > 0) return [];
    seen.add(subject);
    const replaced = old.get(peer.place);
    const own = podsOf(peer, namespaceOf(before), worlds.before);
    const was = own.length > 0 || replaced === undefined ? own : podsOf(replaced, namespaceOf(before), worlds.before);
    if (was.length === 0) return [];
    const names = was.slice(0, 3).map(titleOf);
    const message = `${titleOf(object)} lets ${names.join(', ')} ${peer.direction === 'ingress' ? 'in' : 'be reached'}, and after this release no pods have the labels ${labelText(peer.pods)} that it asks for.`;
    return [{ at: object, subject, message }];
  });
}

/** Peers that name labels of pods; what stands for all pods, or for addresses, cannot dangle. */
function peersOf(policy: Json): readonly Peer[] {
  return (['ingress', 'egress'] as const).flatMap((direction) =>
    listAt(policy, 'spec', direction).flatMap((rule, ruleIndex) =>
      listAt(rule, direction === 'ingress' ? 'from' : 'to').flatMap((peer, peerIndex): readonly Peer[] => {
        const pods = selectorAt(peer, 'podSelector');
        if (Object.keys(pods.matchLabels).length === 0 || isUnknownAt(peer, 'namespaceSelector')) return [];
        const namespaces = at(peer, 'namespaceSelector');
        return [
          {
            direction,
            place: `${direction} ${ruleIndex} ${peerIndex}`,
            pods,
            ...(namespaces === undefined ? {} : { namespaces: selectorAt(peer, 'namespaceSelector') }),
          },
        ];
      }),
    ),
  );
}

function podsOf({ pods, namespaces }: Peer, own: string, world: World): readonly ReleaseObject[] {
  const among = namespaces === undefined ? [own] : namespacesFor(namespaces, world);
  return among.flatMap((namespace) => world.workloadsFor(namespace, pods));
}

/** Every namespace carries its name as a label; other labels are known of those alone that stand in a plan. */
function namespacesFor(selector: Selector, world: World): readonly string[] {
  const nameLabel = 'kubernetes.io/metadata.name';
  const known = world.all('Namespace', 'default').map((namespace) => sideOf(namespace, world.when));
  const asked = selector.matchLabels[nameLabel];
  const labels = new Map(known.map((side) => [nameOf(side), labelsAt(side, 'metadata', 'labels')]));
  if (asked !== undefined && !labels.has(asked)) labels.set(asked, {});
  return [...labels].filter(([name, own]) => selects(selector, { ...own, [nameLabel]: name })).map(([name]) => name);
}

const labelText = ({ matchLabels }: Selector): string =>
  Object.entries(matchLabels)
    .map((label) => label.join('='))
    .join(', ');
