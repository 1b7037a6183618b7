import { at, holdsUnknownAt, isUnknownAt, listAt, textAt } from '../../kubernetes-object/value';
import type { Json } from '../../model';
import { oncePer } from '../../once';
import { field, isObject, type JsonObject } from '../../plan/json';
import { isUnknown, unknown } from '../../kubernetes-object/unknown';
import { namespaceOf } from '../identity';

/** A Service that gets requests of a way, all of them or a share. */
export interface Backend {
  readonly namespace: string;
  readonly service: string;
  readonly port: string | undefined;
}

/** Namespace and name of a Service. */
export type ServiceKey = string;

export const serviceKey = ({ namespace, service }: Pick<Backend, 'namespace' | 'service'>): ServiceKey =>
  `${namespace}/${service}`;

/** Where users knock, and where an Ingress or a Gateway route leads them. */
export interface Way {
  /** As one reads it: host and path, or whatever else the route matches on. */
  readonly text: string;
  /** A name, `*.` and a domain, or `*` for all. */
  readonly host: string;
  /** Without a slash at its end, where what lies below it counts; `anyPath` where nobody can say which paths match. */
  readonly path: string;
  /** Does it leave out what lies below the path? */
  readonly exact: boolean;
  /** Of an Ingress, as written. */
  readonly pathType?: string;
  /** What a request must have beside host and path. */
  readonly conditions: Conditions;
  /** By how many of them the way goes before another one, the weightiest first: method, headers, query parameters. */
  readonly rank: readonly number[];
  /** What happens to requests before they are led on. */
  readonly treatment: string;
  readonly backends: readonly Backend[];
}

export type Conditions = Readonly<Record<string, string>>;

/** No path of a plan has it in it. */
export const anyPath = '?';

/** Ways of an Ingress or a Gateway route; none of every other object. */
export const waysOf = (side: Json | null): readonly Way[] =>
  isObject(side ?? undefined) ? read(side as JsonObject) : [];

/** Where an Ingress or a Gateway route leads. */
export const backendsOf = (side: Json | null): readonly Backend[] => waysOf(side).flatMap(({ backends }) => backends);

const read = oncePer((side: JsonObject): readonly Way[] => {
  if (isUnknownAt(side, 'spec') || isUnknownAt(side, 'spec', 'rules')) return [unreadable('*')];
  const namespace = namespaceOf(side);
  const fallback = at(side, 'spec', 'defaultBackend') ?? at(side, 'spec', 'backend');
  const hosts = isUnknownAt(side, 'spec', 'hostnames') ? [unknown] : orOne(listAt(side, 'spec', 'hostnames'), '*');
  return [
    ...(fallback === undefined ? [] : [defaultWay(fallback, namespace)]),
    ...reached(
      listAt(side, 'spec', 'rules').flatMap((rule) =>
        field(rule, 'http') === undefined
          ? hosts.flatMap((host) => routeWays(rule, host, namespace))
          : ingressWays(rule, namespace),
      ),
    ),
  ];
});

/** Of two rules of a route with one match the first answers all; an Ingress may have one path as two types. */
function reached(ways: readonly Way[]): readonly Way[] {
  const first = new Map<string, Way>();
  for (const way of ways) if (!first.has(way.text)) first.set(way.text, way);
  return ways.filter((way) => way.pathType !== undefined || way.path === anyPath || first.get(way.text) === way);
}

/** Each host and match is a way of its own, so that one more of them leaves the others as they are. */
const orOne = (list: readonly Json[], one: Json): readonly Json[] => (list.length === 0 ? [one] : list);

const pathOf = (path: string, exact: boolean): string => (exact ? path : path.replace(/\/+$/, ''));

const unreadable = (host: string, rest: Partial<Way> = {}): Way => ({
  text: `${host} > rules`,
  host,
  path: anyPath,
  exact: false,
  conditions: {},
  rank: [0],
  treatment: '',
  backends: [],
  ...rest,
});

/** What no rule of any Ingress matches. */
const defaultWay = (backend: Json, namespace: string): Way =>
  unreadable('*', { text: '*', path: '', rank: [-1], backends: ingressBackends(backend, namespace) });

export const isDefault = ({ rank }: Way): boolean => rank[0] === -1;

function ingressWays(rule: Json, namespace: string): readonly Way[] {
  const host = textAt(rule, 'host') ?? '*';
  if (isUnknownAt(rule, 'host') || isUnknownAt(rule, 'http') || isUnknownAt(rule, 'http', 'paths'))
    return [unreadable('*')];
  return listAt(rule, 'http', 'paths').map((one): Way => {
    const path = textAt(one, 'path') ?? '/';
    const pathType = textAt(one, 'pathType') ?? 'ImplementationSpecific';
    const exact = pathType === 'Exact';
    return unreadable(host, {
      text: `${host}${path}`,
      path: isUnknownAt(one, 'path') || isUnknownAt(one, 'pathType') ? anyPath : pathOf(path, exact),
      exact,
      pathType,
      backends: ingressBackends(at(one, 'backend'), namespace),
    });
  });
}

function ingressBackends(backend: Json | undefined, namespace: string): readonly Backend[] {
  const service = textAt(backend, 'service', 'name') ?? textAt(backend, 'serviceName');
  const number = textAt(backend, 'service', 'port', 'number');
  const name = textAt(backend, 'service', 'port', 'name');
  const port = (number === '0' ? name : (number ?? name)) ?? textAt(backend, 'servicePort');
  return service === undefined ? [] : [{ namespace, service, port }];
}

/** Parts of a rule by which its controller does more to requests than lead them on. */
export const treatmentOf = (rule: Json): readonly Json[] =>
  [
    ...['filters', 'timeouts', 'retry', 'sessionPersistence'].map((key) => at(rule, key)),
    ...listAt(rule, 'backendRefs').map((backend) => at(backend, 'filters')),
  ].filter((part) => part !== undefined);

function routeWays(rule: Json, hostname: Json, namespace: string): readonly Way[] {
  const host = isUnknown(hostname) ? '*' : String(hostname);
  const backends = listAt(rule, 'backendRefs')
    .filter(
      (reference) => (textAt(reference, 'kind') ?? 'Service') === 'Service' && textAt(reference, 'weight') !== '0',
    )
    .map((reference) => ({
      namespace: textAt(reference, 'namespace') ?? namespace,
      service: textAt(reference, 'name') ?? '',
      port: textAt(reference, 'port'),
    }));
  const hidden = isUnknown(hostname) || holdsUnknownAt(rule, 'matches');
  const treatment = JSON.stringify(treatmentOf(rule));
  return orOne(listAt(rule, 'matches'), {}).map((match): Way => {
    const { path, exact } = isObject(at(match, 'method')) ? methodPlace(match) : pathPlace(match);
    return {
      text: `${host}${matchText(match)}`,
      host,
      path: hidden ? anyPath : path,
      exact,
      conditions: matchConditions(match),
      rank: [
        textAt(match, 'method') === undefined ? 0 : 1,
        ...['headers', 'queryParams'].map((part) => listAt(match, part).length),
      ],
      treatment,
      backends,
    };
  });
}

type Place = Pick<Way, 'path' | 'exact'>;

function pathPlace(match: Json): Place {
  const type = textAt(match, 'path', 'type') ?? 'PathPrefix';
  const exact = type === 'Exact';
  const path = exact || type === 'PathPrefix' ? pathOf(textAt(match, 'path', 'value') ?? '/', exact) : anyPath;
  return { path, exact };
}

/** A call of gRPC is a request to `/service/method`. Source: PROTOCOL-HTTP2.md of grpc/grpc. */
function methodPlace(match: Json): Place {
  const [service, method] = [textAt(match, 'method', 'service'), textAt(match, 'method', 'method')];
  const isPlain = (textAt(match, 'method', 'type') ?? 'Exact') === 'Exact' && service !== undefined;
  if (!isPlain) return { path: anyPath, exact: false };
  return method === undefined ? { path: `/${service}`, exact: false } : { path: `/${service}/${method}`, exact: true };
}

/** What a route matches on, as one reads it. Source: defaults of gateway.networking.k8s.io/v1, the path prefix `/`. */
function matchText(match: Json): string {
  const type = textAt(match, 'path', 'type') ?? 'PathPrefix';
  const rest = isObject(match) ? Object.entries(match).filter(([key]) => key !== 'path') : [];
  const more = [...(type === 'PathPrefix' ? [] : [type]), ...rest.flatMap(([key, value]) => wordsOf(key, value))];
  return `${textAt(match, 'path', 'value') ?? '/'}${more.length === 0 ? '' : ` (${more.join(', ')})`}`;
}

const wordsOf = (name: string, value: Json | undefined): readonly string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) =>
        wordsOf(Array.isArray(value) ? name : `${name} ${key}`, inner as Json),
      )
    : value === null || value === undefined || value === ''
      ? []
      : [`${name} ${String(value)}`];

/** Several conditions on headers must all hold. A pattern is a condition beside the plain ones, which it may meet or not. */
function matchConditions(match: Json): Conditions {
  const named = (part: string, nameOf: (name: string) => string): readonly (readonly [string, string])[] =>
    listAt(match, part).map((one) => {
      const [name, value] = [nameOf(textAt(one, 'name') ?? ''), textAt(one, 'value') ?? ''];
      const isPlain = (textAt(one, 'type') ?? 'Exact') === 'Exact';
      return isPlain ? [`${part} ${name}`, value] : [`${part} ${name} ~ ${value}`, ''];
    });
  const method = textAt(match, 'method');
  return Object.fromEntries([
    ...(method === undefined ? [] : [['method', method] as const]),
    ...named('headers', (name) => name.toLowerCase()),
    ...named('queryParams', (name) => name),
  ]);
}
