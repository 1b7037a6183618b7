import type { PlacedWay } from './placed-ways';
import { anyPath, type Conditions } from './ways';

/**
 * Which way answers a request. Sources: kubernetes.io/docs: Ingress, "Multiple matches" and "Hostname wildcards";
 * gateway.networking.k8s.io/v1: HTTPRouteSpec, `hostnames`, HTTPRouteRule and GRPCRouteRule, `matches`.
 */

/** One request of those that ways are asked for. */
export interface Request {
  readonly scope: string | undefined;
  readonly host: string;
  readonly path: string;
  readonly conditions: Conditions;
}

/**
 * Hosts of ways that get the requests to a host, the nearest first. `*` of an Ingress stands for one label, that of a
 * route for one or more.
 */
export function hostsAround(host: string, kind: string): readonly string[] {
  const labels = host.split('.');
  const most = kind === 'Ingress' ? 2 : labels.length;
  const wild = labels.slice(1, most).map((_, gone) => `*.${labels.slice(gone + 1).join('.')}`);
  return [...new Set([host, ...wild, '*'])];
}

/** The path itself, `/a/b`, `/a` and the root, which stands as nothing. */
export function pathsAbove(path: string): readonly string[] {
  const elements = path.split('/').filter((element) => element !== '');
  const above = elements.map((_, gone) => `/${elements.slice(0, elements.length - gone).join('/')}`);
  return [...new Set([path, ...above, ''])];
}

/** What a way stands for: its path and, unless it is exact, what lies below it. */
export const requestsOf = ({ scope, host, path, exact, conditions }: PlacedWay): readonly Request[] =>
  (exact || path === anyPath ? [path] : [path, `${path}/${anyPath}`]).map((one) => ({
    scope,
    host,
    path: one,
    conditions,
  }));

/** Requests that two ways are both asked for; none where no request can be. */
export function requestsOfBoth(one: PlacedWay, other: PlacedWay): readonly Request[] {
  const host = narrower(one, other);
  const conditions = bothConditions(one.conditions, other.conditions);
  if (host === undefined || conditions === undefined) return [];
  const [inner, outer] = isWithin(one, other) ? [one, other] : [other, one];
  if (!isWithin(inner, outer)) return [];
  return requestsOf({ ...inner, scope: one.scope ?? other.scope, host, conditions });
}

/** Does the first stand for nothing that the second does not? */
const isWithin = (one: PlacedWay, other: PlacedWay): boolean =>
  other.path === anyPath || (other.exact ? one.exact && one.path === other.path : isAbove(other.path, one.path));

const isAbove = (above: string, path: string): boolean => path === above || path.startsWith(`${above}/`);

function narrower(one: PlacedWay, other: PlacedWay): string | undefined {
  if (hostsAround(one.host, one.route.kind).includes(other.host)) return one.host;
  return hostsAround(other.host, one.route.kind).includes(one.host) ? other.host : undefined;
}

function bothConditions(one: Conditions, other: Conditions): Conditions | undefined {
  const contradict = Object.entries(one).some(([key, value]) => Object.hasOwn(other, key) && other[key] !== value);
  return contradict ? undefined : { ...one, ...other };
}

/** Is a way that has this host and path asked for the request? */
export const meets = ({ exact, path, conditions }: PlacedWay, request: Request): boolean =>
  (!exact || path === anyPath || path === request.path) &&
  Object.entries(conditions).every(([key, value]) => request.conditions[key] === value);

/** Does the first surely answer a request that both are asked for? Where neither does, nobody can say. */
export function goesBefore(one: PlacedWay, other: PlacedWay): boolean {
  if (one.path === anyPath) return false;
  // It may be asked for nothing of this at all, unless both stand wherever their route does.
  if (one.scope === undefined && one.route !== other.route) return false;
  if (one.host === other.host) return matchGoesBefore(one, other);
  const isNearer = !one.host.startsWith('*') || (other.host.startsWith('*') && one.host.length > other.host.length);
  return isNearer && (!other.mayBeNarrower || matchGoesBefore(one, other));
}

function matchGoesBefore(one: PlacedWay, other: PlacedWay): boolean {
  if (other.path === anyPath) return false;
  const [mine, others] = [weightOf(one), weightOf(other)];
  const index = mine.findIndex((weight, place) => weight !== (others[place] ?? 0));
  if (index !== -1) return (mine[index] as number) > (others[index] ?? 0);
  if (one.route === other.route) return one.order < other.order;
  // Between routes of one weight the older one goes first; of Ingresses nothing is said.
  return one.route.kind !== 'Ingress' && !one.isNew && other.isNew;
}

const weightOf = ({ exact, path, rank }: PlacedWay): readonly number[] => [exact ? 1 : 0, path.length, ...rank];
