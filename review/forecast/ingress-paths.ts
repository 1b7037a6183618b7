import { at, textAt } from '../kubernetes-object/value';
import type { ReleaseObject } from '../kubernetes-object';
import { holdsUnknown } from '../kubernetes-object/unknown';
import { changed, type Worlds } from './subject';
import { type Backend, backendsOf, labelsAt, sideOf, type World } from './world';

/**
 * Which path of all Ingresses of a namespace answers a request: the longest that matches by whole elements wins, and an
 * Exact one before a Prefix of the same length. Source: kubernetes.io/docs: Ingress, "Multiple matches"; a rule for the
 * host itself wins over one for all hosts.
 */
export interface IngressPath extends Backend {
  readonly route: ReleaseObject;
  readonly class: string;
  readonly host: string;
  readonly path: string;
}

/** A path that answers from now on what another one answered before, though that one is still there. */
export interface Diversion {
  readonly from: IngressPath;
  readonly to: IngressPath;
}

class IngressPaths {
  readonly all: readonly IngressPath[];
  private readonly byPlace = new Map<string, IngressPath>();

  constructor(world: World, namespace: string) {
    this.all = world.all('Ingress', namespace).flatMap((route) => pathsOf(route, world));
    for (const one of this.all) this.byPlace.set(placeOf(one), one);
  }

  /** The path as it stands there, whatever it leads to. */
  at(place: Place): IngressPath | undefined {
    return this.byPlace.get(placeOf(place));
  }

  /** The path that answers a request; of another class is another controller's. */
  answering(asked: Pick<Place, 'class' | 'host' | 'path'>): IngressPath | undefined {
    for (const host of hostsMatching(asked.host)) {
      const exact = this.at({ ...asked, host, pathType: 'Exact' });
      if (exact !== undefined) return exact;
      for (const path of prefixesOf(asked.path)) {
        const found = this.at({ ...asked, host, path, pathType: 'Prefix' });
        if (found !== undefined) return found;
      }
    }
    return undefined;
  }
}

type Place = Pick<IngressPath, 'class' | 'host' | 'path' | 'pathType'>;

const placeOf = ({ class: className, host, path, pathType }: Place): string =>
  pathType === 'Exact'
    ? JSON.stringify([className, host, path, 'Exact'])
    : JSON.stringify([className, host, path.replace(/\/+$/, '')]);

function pathsOf(route: ReleaseObject, world: World): readonly IngressPath[] {
  const side = sideOf(route, world.when);
  if (holdsUnknown(at(side, 'spec', 'rules') ?? null)) return [];
  const className =
    textAt(side, 'spec', 'ingressClassName') ??
    labelsAt(side, 'metadata', 'annotations')['kubernetes.io/ingress.class'] ??
    '';
  return backendsOf(side).flatMap((backend) =>
    backend.host === undefined || backend.path === undefined
      ? []
      : [{ ...backend, route, class: className, host: backend.host, path: backend.path }],
  );
}

function hostsMatching(host: string): readonly string[] {
  const wild = host.replace(/^[^.]+/, '*');
  return [...new Set([host, ...(host === '*' ? [] : [wild]), '*'])];
}

/** `/a/b`, `/a` and the root, which stands as nothing. */
function prefixesOf(path: string): readonly string[] {
  const elements = path.split('/').filter((element) => element !== '');
  return Array.from({ length: elements.length + 1 }, (_, gone) =>
    elements
      .slice(0, elements.length - gone)
      .map((element) => `/${element}`)
      .join(''),
  );
}

/** What a path of an Ingress stands for: itself and, unless it is Exact, what lies below it. */
const requestsOf = (one: Place): readonly Place[] =>
  one.pathType === 'Exact' ? [one] : [one, { ...one, path: `${one.path.replace(/\/+$/, '')}/below` }];

const known = new WeakMap<World, Map<string, IngressPaths>>();

export function ingressPaths(world: World, namespace: string): IngressPaths {
  const kept = known.get(world) ?? new Map<string, IngressPaths>();
  known.set(world, kept);
  const found = kept.get(namespace) ?? new IngressPaths(world, namespace);
  kept.set(namespace, found);
  return found;
}

const diversions = new WeakMap<World, Map<string, readonly Diversion[]>>();

/** All diversions of a namespace, found once for all its workloads. */
export function diversionsIn({ before, after }: Worlds, namespace: string): readonly Diversion[] {
  const kept = diversions.get(after) ?? new Map<string, readonly Diversion[]>();
  diversions.set(after, kept);
  const found = kept.get(namespace) ?? findDiversions(before, after, namespace);
  kept.set(namespace, found);
  return found;
}

function findDiversions(before: World, after: World, namespace: string): readonly Diversion[] {
  if (!after.all('Ingress', namespace).some(changed)) return [];
  const [was, is] = [ingressPaths(before, namespace), ingressPaths(after, namespace)];
  const found = new Map<string, Diversion>();
  for (const asked of is.all.flatMap(requestsOf)) {
    const [from, to] = [was.answering(asked), is.answering(asked)];
    if (from === undefined || to === undefined || from.service === to.service || placeOf(from) === placeOf(to))
      continue;
    // Where the path itself goes or leads elsewhere, that is told of it.
    if (is.at(from)?.service === from.service) found.set(`${from.service} ${placeOf(to)}`, { from, to });
  }
  return [...found.values()];
}

/**
 * What answers the requests of a path that goes, one entry for each: the path itself, and what lies below it. Undefined
 * where nothing does, or an object that this release changes as well: nobody knows which of the two comes first.
 */
export function fallbacksOf(
  gone: Backend,
  route: ReleaseObject,
  after: World,
  namespace: string,
): readonly IngressPath[] | undefined {
  const [own] = pathsOf(route, after);
  if (own === undefined || gone.host === undefined || gone.path === undefined) return undefined;
  const paths = ingressPaths(after, namespace);
  const { host, path, pathType } = gone;
  const found = requestsOf({ class: own.class, host, path, pathType }).map((asked) => paths.answering(asked));
  return found.every((one) => one !== undefined && (one.route === route || !changed(one.route)))
    ? (found as readonly IngressPath[])
    : undefined;
}
