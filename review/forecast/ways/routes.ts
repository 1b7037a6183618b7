import type { Labels } from '../../../kubernetes/selectors';
import { isUnknown, type ReleaseObject } from '../../kubernetes-object';
import { holdsUnknown } from '../../kubernetes-object/unknown';
import { isUnknownAt } from '../../kubernetes-object/value';
import type { Json } from '../../model';
import { field } from '../../plan/json';
import { certificateEffects, changedCertificates } from './certificates';
import { controllerEffects } from './controllers';
import { diversionsFrom, fallbacksOf } from './diversions';
import { diversionEffects } from './diverted';
import { effect, type Effect } from '../effect';
import { destinationOf, joining, leadsLike, ledElsewhere, offers, otherPort, sameIn } from './led-elsewhere';
import { handling, pathTypeEffects, tlsEffects } from './route-handling';
import { changed, type Subject, type Worlds } from '../subject';
import { type Backend, serviceKey, type ServiceKey, type Way, waysOf } from './ways';
import { sideOf, type When } from '../world';
import { titleOf, nameOf } from '../identity';

/** What becomes of every Ingress and route that leads to the workload before the release. */
export function routeEffects(subject: Subject): readonly Effect[] {
  const { worlds, labelsBefore } = subject;
  const services = servicesOf(subject, 'before', labelsBefore);
  const routes = new Set([...services].flatMap((service) => worlds.before.routesTo(service)));
  return [
    ...[...routes].flatMap((route) => [
      ...(changed(route) ? effectsOf(subject, route, services) : lostPorts(subject, route, services)),
      ...certificateEffects(worlds, route),
      ...controllerEffects(worlds, route),
    ]),
    ...[...services].flatMap((service) => diversionEffects(subject, service)),
  ];
}

const servicesOf = ({ worlds, namespace }: Subject, when: When, labels: Labels): ReadonlySet<ServiceKey> =>
  new Set(
    worlds[when]
      .servicesFor(namespace, labels)
      .map((service) => serviceKey({ namespace, service: nameOf(sideOf(service, when)) })),
  );

/** Ingresses and routes that lead to it on either side and change, get another certificate or lose who takes them up, or take requests from it. */
export function changedRoutes(subject: Subject): readonly ReleaseObject[] {
  const { worlds, labelsBefore, labelsAfter } = subject;
  const [was, is] = [servicesOf(subject, 'before', labelsBefore), servicesOf(subject, 'after', labelsAfter)];
  const leading = [
    ...[...was].flatMap((service) => worlds.before.routesTo(service)),
    ...[...is].flatMap((service) => worlds.after.routesTo(service)),
  ].filter((route) => changed(route) || isTouched(worlds, route));
  const taking = [...was].flatMap((service) => diversionsFrom(worlds, service)).map(({ to }) => to.route);
  return [...new Set([...leading, ...taking])];
}

const isTouched = (worlds: Worlds, route: ReleaseObject): boolean =>
  changedCertificates(worlds, route).length > 0 || controllerEffects(worlds, route).length > 0;

function effectsOf(subject: Subject, route: ReleaseObject, services: ReadonlySet<ServiceKey>): readonly Effect[] {
  const title = titleOf(route);
  const before = sideOf(route, 'before');
  const after = sideOf(route, 'after');
  if (after === null) return [effect('outage', `${title} is deleted, and with it a way in.`, [`${title} deleted`])];
  const order = route.change?.action === 'replace' ? (route.change.replaceOrder ?? 'delete-first') : undefined;
  if (order === 'old-kept') return [];
  // One that is made before the old one goes leads on like one that is changed in place.
  if (order === 'delete-first')
    return [
      effect('outage', `${title} is deleted and made anew: its hosts and paths lead nowhere in between.`, [
        `${title} replaced`,
      ]),
    ];
  const hidden = hiddenIn(after);
  if (hidden !== undefined)
    return [effect('unknown', `Where ${title} leads is known only after apply.`, [`${title} > ${hidden}`])];
  const [led, next] = [waysOf(before), waysOf(after)];
  const lost = led.flatMap((way) =>
    way.backends
      .filter((backend) => services.has(serviceKey(backend)))
      .flatMap((backend) => wayEffects(subject, route, way, backend, led, next)),
  );
  return [
    ...lost,
    ...tlsEffects(title, before, after),
    ...handling(title, before, after),
    ...lostPorts(subject, route, services),
  ];
}

/** Parts of an Ingress or route that say who gets where, and how. */
const whatLeads = ['rules', 'defaultBackend', 'backend', 'hostnames', 'tls', 'parentRefs', 'ingressClassName'];

function hiddenIn(route: Json): string | undefined {
  // A Service is looked for in the namespace of the route.
  if (isUnknownAt(route, 'metadata', 'namespace')) return 'namespace';
  const spec = field(route, 'spec');
  return isUnknown(spec) ? 'spec' : whatLeads.find((part) => holdsUnknown(field(spec, part)));
}

function wayEffects(
  subject: Subject,
  route: ReleaseObject,
  way: Way,
  backend: Backend,
  led: readonly Way[],
  next: readonly Way[],
): readonly Effect[] {
  const title = titleOf(route);
  const fields = [`${title} > ${way.text}`];
  const [had, has] = [backendsAt(way, led), backendsAt(way, next)];
  const kept = sameIn(has, backend);
  if (kept !== undefined) {
    const is = next.find(({ text, backends }) => text === way.text && backends.includes(kept)) ?? way;
    return [
      ...pathTypeEffects(title, way, is, fields),
      ...otherPort(subject, title, way.text, backend, kept, fields),
      ...joining(had, has).map((one) => ledElsewhere(subject, route, way.text, one, fields)),
    ];
  }
  const [other] = has;
  return other === undefined
    ? next.some((one) => one.text === way.text && leadsNowhere(one))
      ? [noLonger(title, way, fields)]
      : goneEffects(subject, route, way, backend, fields)
    : [ledElsewhere(subject, route, way.text, other, fields)];
}

const noLonger = (title: string, { text }: Way, fields: readonly string[]): Effect =>
  effect('outage', `${title} no longer leads ${text} here.`, fields);

/** A rule of a route that has neither a backend nor a filter that answers. Source: HTTPRouteRule, `backendRefs`. */
const leadsNowhere = ({ backends, treatment }: Way): boolean => backends.length === 0 && treatment === '[]';

/** An Ingress may have one path as two types. */
const backendsAt = (way: Way, ways: readonly Way[]): readonly Backend[] =>
  ways.filter(({ text }) => text === way.text).flatMap(({ backends }) => backends);

/** What a way that goes has answered, another one may answer from now on. */
function goneEffects(
  { worlds }: Subject,
  route: ReleaseObject,
  way: Way,
  backend: Backend,
  fields: readonly string[],
): readonly Effect[] {
  const title = titleOf(route);
  const fallbacks = fallbacksOf(way, route, worlds);
  if (fallbacks === undefined) return [noLonger(title, way, fields)];
  const other = fallbacks.ways.find((one) => fallbacks.mayBeRefused || !leadsLike(one, way, backend));
  if (other === undefined) return [];
  const text = `${title} gives up ${way.text}: ${other.text} answers instead, which leads to ${destinationOf(other)}; whether it can is not in the plan.`;
  return [effect('unknown', text, [...fields, `${titleOf(other.route)} > ${other.text}`])];
}

/** The port that a route names must exist in the Service. */
function lostPorts({ worlds }: Subject, route: ReleaseObject, services: ReadonlySet<ServiceKey>): readonly Effect[] {
  const led = waysOf(sideOf(route, 'before'));
  return waysOf(sideOf(route, 'after')).flatMap((way) =>
    way.backends
      .filter((backend) => services.has(serviceKey(backend)))
      .flatMap((backend) => {
        const { namespace, service, port } = backend;
        const was = worlds.before.get('Service', namespace, service);
        const is = worlds.after.get('Service', namespace, service);
        const arrived = backendsAt(way, led).some(
          (one) => serviceKey(one) === serviceKey(backend) && was !== undefined && offers(was, 'before', one.port),
        );
        return arrived && is !== undefined && !offers(is, 'after', port)
          ? [
              effect(
                'outage',
                `${titleOf(route)} leads ${way.text} to port ${port ?? ''}, which Service ${service} does not have.`,
                [`Service ${service} > port`],
              ),
            ]
          : [];
      }),
  );
}
