import { leadUsers } from '../../kinds/ways-in';
import type { ReleaseObject } from '../../kubernetes-object';
import { oncePer } from '../../once';
import { type PlacedWay, placedWaysOf } from './placed-ways';
import { changed, type Worlds } from '../subject';
import { type WayIndex, waysOfKind } from './way-index';
import { type Request, requestsOf, requestsOfBoth } from './way-precedence';
import { anyPath, isDefault, serviceKey, type ServiceKey, type Way } from './ways';

/** Requests of a way that stays get to another one in this release. */
export interface Diversion {
  readonly from: PlacedWay;
  /** Which of the Services that `from` leads to. */
  readonly service: ServiceKey;
  readonly to: PlacedWay;
  /**
   * `host`: `to` is the first way of a host of which a wider one answered all. What it does not match itself some
   * controllers still lead to the wider one, and others refuse (envoyproxy/gateway issue 5500).
   */
  readonly how: 'surely' | 'perhaps' | 'host';
}

const none: readonly Diversion[] = [];

/** Those of all workloads are found together, since one way may take requests from many. */
export const diversionsFrom = (worlds: Worlds, service: ServiceKey): readonly Diversion[] =>
  diversionsOf(worlds).get(service) ?? none;

const diversionsOf = oncePer(({ before, after }: Worlds): ReadonlyMap<ServiceKey, readonly Diversion[]> => {
  const found = new Map<ServiceKey, Map<string, Diversion>>();
  for (const kind of leadUsers)
    for (const diversion of diversionsAmong(waysOfKind(kind, before), waysOfKind(kind, after))) {
      const { service, from, to, how } = diversion;
      const ofService = found.get(service) ?? new Map<string, Diversion>();
      // Told once for each port of the Service that loses requests.
      const port = from.backends.find((one) => serviceKey(one) === service)?.port ?? '';
      found.set(service, ofService.set(`${to.route.stack} ${to.route.address} ${to.text} ${port} ${how}`, diversion));
    }
  return new Map([...found].map(([service, ofService]) => [service, [...ofService.values()]]));
});

function* diversionsAmong(was: WayIndex, is: WayIndex): Iterable<Diversion> {
  const seen = new Set<string>();
  // Nothing is worse than what nobody can say: one such reason for a way is enough, of thousands of new hosts as well.
  const settled = new Set<PlacedWay>();
  for (const to of is.all.filter(({ route }) => changed(route)))
    for (const from of was.around(to)) {
      if (settled.has(from)) continue;
      for (const request of contested(to, from, was)) {
        const key = JSON.stringify(request);
        if (seen.has(key)) continue;
        seen.add(key);
        for (const diversion of diversionsIn(request, to, was, is)) {
          if (diversion.how !== 'surely' && !leadsAlike(diversion)) settled.add(diversion.from);
          yield diversion;
        }
      }
    }
}

/** Such a one is no reason: it may be that nothing becomes of it. */
const leadsAlike = ({ from, to, how }: Diversion): boolean =>
  how !== 'host' && from.backends.some((one) => to.backends.some((other) => serviceKey(one) === serviceKey(other)));

/** Of a host that had no way of its own every request of the wider one may get lost. */
function contested(to: PlacedWay, from: PlacedWay, was: WayIndex): readonly Request[] {
  const both = requestsOfBoth(to, from);
  const isWider = from.host !== to.host && requestsOfBoth({ ...to, path: anyPath }, from)[0]?.host === to.host;
  return isWider && !was.hasHost(to) ? [...both, ...requestsOf({ ...from, host: to.host })] : both;
}

function* diversionsIn(request: Request, by: PlacedWay, was: WayIndex, is: WayIndex): Iterable<Diversion> {
  const [answered, answers] = [was.answering(request), is.answering(request)];
  const known = answered.map((way) => is.find(way));
  for (const [index, from] of answered.entries()) {
    const kept = known[index];
    // What becomes of a way that goes, and of one that leads elsewhere itself, is told of it.
    if (kept === undefined) continue;
    const stays = answers.includes(kept);
    const others = answers.filter((to) => to !== kept && !(stays && known.includes(to)));
    const how = stays || answers.length > 1 ? 'perhaps' : 'surely';
    for (const service of new Set(from.backends.map(serviceKey))) {
      if (!kept.backends.some((one) => serviceKey(one) === service)) continue;
      for (const to of others) yield { from, service, to, how };
      if (stays && mayBeRefused(kept, request, is) && !was.hasHost(request))
        yield { from, service, to: by, how: 'host' };
    }
  }
}

/** The host has ways of its own, and none of them is asked for this request. */
const mayBeRefused = (way: PlacedWay, request: Request, index: WayIndex): boolean =>
  way.host !== request.host && index.hasHost(request) && !isDefault(way);

/** What answers the requests of a way that goes. */
interface Fallbacks {
  readonly ways: readonly PlacedWay[];
  readonly mayBeRefused: boolean;
}

/**
 * The ways that answer in place of one that goes. Undefined where for some request none does, or one of an object that
 * this release changes as well: nobody knows which of the two comes first.
 */
export function fallbacksOf(gone: Way, route: ReleaseObject, { before, after }: Worlds): Fallbacks | undefined {
  if (gone.path === anyPath) return undefined;
  const index = waysOfKind(route.kind, after);
  const requests = placedWaysOf(route, before)
    .filter(({ text, exact }) => text === gone.text && exact === gone.exact)
    .flatMap(requestsOf);
  const answers = requests.map((request) => index.answering(request));
  const others = answers.flat();
  return answers.every(({ length }) => length > 0) && others.every((one) => one.route === route || !changed(one.route))
    ? {
        ways: others,
        mayBeRefused: requests.some((request, at) =>
          (answers[at] ?? []).some((way) => mayBeRefused(way, request, index)),
        ),
      }
    : undefined;
}
