import type { ReleaseObject } from '../../kubernetes-object';
import { nameOf, namespaceOf } from '../identity';
import { push } from '../../groups';

/** The parts of a release, by number, in which an object stands or may stand. */
export type Homes = ReadonlyMap<ReleaseObject, ReadonlySet<number>>;

/** How often objects that may stand in several parts may meet one of their own name there: about a second of work. */
const mostMeetings = 50_000;

/**
 * Objects of one name stand each in a cluster of its own, whichever it is. Where they are too many to look at each of them
 * in every cluster they take turns: one stands in every part where any of them may, and each stands somewhere.
 */
export function takenInTurns(homes: Homes): Homes {
  const byName = new Map<string, ReleaseObject[]>();
  for (const [object, own] of homes) {
    const name = nameOf(object.before);
    // What is deleted under one type and imported under another is one object, and so may be what two stacks hold.
    if (own.size > 1 && name !== '')
      push(byName, `${object.stack} ${object.type} ${object.kind} ${namespaceOf(object.before)}/${name}`, object);
  }
  const namesakes = [...byName.values()];
  const meetings = namesakes.flatMap((named) => named.map((one) => named.length * (homes.get(one)?.size ?? 0)));
  if (meetings.reduce((sum, own) => sum + own, 0) <= mostMeetings) return homes;
  return new Map([...homes, ...namesakes.flatMap((named) => turnsOf(named, homes))]);
}

function turnsOf(named: readonly ReleaseObject[], homes: Homes): readonly (readonly [ReleaseObject, Set<number>])[] {
  const candidates = new Map<number, ReleaseObject[]>();
  for (const object of named) for (const group of homes.get(object) ?? []) push(candidates, group, object);
  const turns = new Map(named.map((object) => [object, new Set<number>()]));
  let turn = 0;
  for (const [group, able] of candidates) for (const object of pick(able, turn++)) turns.get(object)?.add(group);
  for (const [object, own] of turns)
    if (own.size === 0) for (const group of pick([...(homes.get(object) ?? [])], turn++)) own.add(group);
  return [...turns];
}

/** One of them, in turn; none of none. */
const pick = <One>(all: readonly One[], turn: number): readonly One[] =>
  all.slice(turn % all.length, (turn % all.length) + 1);
