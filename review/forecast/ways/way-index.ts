import { leadUsers } from '../../kinds/ways-in';
import { oncePer } from '../../once';
import { type PlacedWay, placedWaysOf } from './placed-ways';
import { goesBefore, hostsAround, meets, pathsAbove, type Request } from './way-precedence';
import { anyPath } from './ways';
import type { World } from '../world';
import { push } from '../../groups';

/** All ways of Ingresses, or of routes of one kind, found by where users knock. */
export class WayIndex {
  readonly all: readonly PlacedWay[];
  /** Those of which nobody can say whose requests they are asked for stand under none. */
  private readonly byScope = new Map<string | undefined, WaysByPlace>();
  private readonly byText = new Map<string, PlacedWay>();
  private everywhere: WaysByPlace | undefined;

  constructor(
    readonly kind: string,
    world: World,
  ) {
    this.all = [...world.everywhere(kind)].flatMap((route) => placedWaysOf(route, world));
    for (const way of this.all) {
      this.byText.set(identityOf(way), way);
      const ways = this.byScope.get(way.scope) ?? new WaysByPlace(kind);
      this.byScope.set(way.scope, ways);
      ways.add(way);
    }
  }

  /** The same way on this side of the release. */
  find(way: PlacedWay): PlacedWay | undefined {
    return this.byText.get(identityOf(way));
  }

  hasHost({ scope, host }: Pick<Request, 'scope' | 'host'>): boolean {
    return scope !== undefined && (this.byScope.get(scope)?.hasHost(host) ?? false);
  }

  /** The way that answers a request; several where nobody can say which of them. */
  answering(request: Request): readonly PlacedWay[] {
    const asked = this.mayBeIn(request.scope).flatMap((ways) => ways.asked(request));
    return asked.filter((way) => !asked.some((other) => other !== way && goesBefore(other, way)));
  }

  /** Ways that another one may take requests from, and some more. */
  around(way: PlacedWay): readonly PlacedWay[] {
    const ways = way.scope === undefined ? [(this.everywhere ??= this.withAll())] : this.mayBeIn(way.scope);
    return ways.flatMap((one) => one.around(way));
  }

  private mayBeIn(scope: string | undefined): readonly WaysByPlace[] {
    return [...new Set([scope, undefined])].flatMap((one) => this.byScope.get(one) ?? []);
  }

  private withAll(): WaysByPlace {
    const ways = new WaysByPlace(this.kind);
    for (const way of this.all) ways.add(way);
    return ways;
  }
}

/** Ways by host and path, so that thousands of them need no thousand comparisons each. */
class WaysByPlace {
  private readonly all: PlacedWay[] = [];
  private readonly byHost = new Map<string, PlacedWay[]>();
  private readonly byPath = new Map<string, PlacedWay[]>();
  private readonly byPlace = new Map<string, PlacedWay[]>();

  constructor(private readonly kind: string) {}

  add(way: PlacedWay): void {
    const { host, path } = way;
    this.all.push(way);
    push(this.byHost, host, way);
    push(this.byPath, path, way);
    push(this.byPlace, joined(host, path), way);
  }

  hasHost(host: string): boolean {
    return this.byHost.has(host);
  }

  asked(request: Request): readonly PlacedWay[] {
    const paths = [...pathsAbove(request.path), anyPath];
    return hostsAround(request.host, this.kind)
      .flatMap((host) => paths.flatMap((path) => this.byPlace.get(joined(host, path)) ?? []))
      .filter((way) => meets(way, request));
  }

  around({ host, path, mayBeNarrower }: PlacedWay): readonly PlacedWay[] {
    if (path === anyPath) return this.all;
    const paths = [...pathsAbove(path), anyPath];
    const wider = hostsAround(host, this.kind).slice(1);
    return [
      ...paths.map((one) => (mayBeNarrower ? this.byPath.get(one) : this.byPlace.get(joined(host, one)))),
      ...wider.map((one) => this.byHost.get(one)),
    ].flatMap((ways) => ways ?? []);
  }
}

/** Made once for each kind and side of a release: ways of two kinds do not compete. */
const indexesOf = oncePer((world: World) => new Map([...leadUsers].map((kind) => [kind, new WayIndex(kind, world)])));

export const waysOfKind = (kind: string, world: World): WayIndex => indexesOf(world).get(kind) as WayIndex;

const joined = (...parts: readonly string[]): string => JSON.stringify(parts);

const identityOf = ({ route, scope = '', text, exact, conditions }: PlacedWay): string =>
  joined(
    route.stack,
    route.address,
    scope,
    text,
    String(exact),
    conditions['listener'] ?? '',
    conditions['port'] ?? '',
  );
