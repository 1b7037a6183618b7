import { oncePer } from '../../once';
import { type PlacedWay, placedWaysOf } from './placed-ways';
import { goesBefore, hostsAround, meets, pathsAbove, type Request } from './way-precedence';
import { anyPath } from './ways';
import type { World } from '../world';

/** All ways of Ingresses, or all of HTTPRoutes, found by where users knock. */
export class WayIndex {
  readonly all: readonly PlacedWay[];
  private readonly byScope = new Map<string, PlacedWay[]>();
  private readonly byHost = new Map<string, PlacedWay[]>();
  private readonly byPath = new Map<string, PlacedWay[]>();
  private readonly byPlace = new Map<string, PlacedWay[]>();
  private readonly unplaced: PlacedWay[] = [];
  private readonly byText = new Map<string, PlacedWay>();

  constructor(
    readonly kind: string,
    world: World,
  ) {
    this.all = [...world.everywhere(kind)].flatMap((route) => placedWaysOf(route, world));
    for (const way of this.all) {
      const { scope, host, path } = way;
      this.byText.set(identityOf(way), way);
      if (scope === undefined) {
        this.unplaced.push(way);
        continue;
      }
      add(this.byScope, scope, way);
      add(this.byHost, keyOf(scope, host), way);
      add(this.byPath, keyOf(scope, path), way);
      add(this.byPlace, keyOf(scope, host, path), way);
    }
  }

  /** The same way on this side of the release. */
  find(way: PlacedWay): PlacedWay | undefined {
    return this.byText.get(identityOf(way));
  }

  hasHost({ scope = '', host }: Pick<Request, 'scope' | 'host'>): boolean {
    return this.byHost.has(keyOf(scope, host));
  }

  /** The way that answers a request; several where nobody can say which of them. */
  answering(request: Request): readonly PlacedWay[] {
    const { scope = '', host, path } = request;
    const paths = [...pathsAbove(path), anyPath];
    const asked = hostsAround(host, this.kind)
      .flatMap((around) => paths.flatMap((one) => this.byPlace.get(keyOf(scope, around, one)) ?? []))
      .concat(this.unplaced)
      .filter((way) => meets(way, request));
    return asked.filter((way) => !asked.some((other) => other !== way && goesBefore(other, way)));
  }

  /** Ways that another one may take requests from, and some more. */
  around({ scope, host, path, mayBeNarrower }: PlacedWay): readonly PlacedWay[] {
    if (scope === undefined) return this.all;
    if (path === anyPath) return [...(this.byScope.get(scope) ?? []), ...this.unplaced];
    const paths = [...pathsAbove(path), anyPath];
    const [own, ...wider] = hostsAround(host, this.kind);
    return [
      ...paths.flatMap((one) =>
        mayBeNarrower ? this.byPath.get(keyOf(scope, one)) : this.byPlace.get(keyOf(scope, own ?? host, one)),
      ),
      ...wider.flatMap((one) => this.byHost.get(keyOf(scope, one))),
      this.unplaced,
    ].flatMap((ways) => ways ?? []);
  }
}

/** Made once for each side of a release. */
export const waysOfIngresses = oncePer((world: World) => new WayIndex('Ingress', world));
export const waysOfRoutes = oncePer((world: World) => new WayIndex('HTTPRoute', world));

const keyOf = (...parts: readonly string[]): string => JSON.stringify(parts);

const identityOf = ({ route, scope = '', text, exact, conditions }: PlacedWay): string =>
  keyOf(route.stack, route.address, scope, text, String(exact), conditions['listener'] ?? '', conditions['port'] ?? '');

function add(map: Map<string, PlacedWay[]>, key: string, way: PlacedWay): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [way]);
  else list.push(way);
}
