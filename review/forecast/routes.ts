import { isUnknown, type ReleaseObject } from '../kubernetes-object';
import { holdsUnknown } from '../kubernetes-object/unknown';
import { field } from '../plan/json';
import { type Backing, backingOf, isReadyBefore } from './backing';
import { certificateEffects, changedCertificates } from './certificates';
import { condition, effect, type Effect } from './effect';
import { diversionsIn, fallbacksOf } from './ingress-paths';
import { handling, pathTypeEffects, tlsEffects } from './route-handling';
import { changed, type Subject, type Worlds } from './subject';
import { type ServicePort, servicePorts } from './service-ports';
import { answersElsewhere, otherListener, unlessUndeclared } from './target-ports';
import { type Backend, backendsOf, nameOf, sideOf, type When } from './world';

/** What becomes of every Ingress and route that leads to the workload before the release. */
export function routeEffects(subject: Subject): readonly Effect[] {
  const { worlds, namespace, labelsBefore } = subject;
  const services = new Set(
    worlds.before.servicesFor(namespace, labelsBefore).map((service) => nameOf(sideOf(service, 'before'))),
  );
  const routes = new Set([...services].flatMap((service) => worlds.before.routesTo(namespace, service)));
  return [
    ...[...routes].flatMap((route) => [
      ...(changed(route) ? effectsOf(subject, route, services) : lostPorts(subject, route, services)),
      ...certificateEffects(worlds, route, titleOf(route)),
    ]),
    ...diversionsFrom(subject, services).map(({ to }) =>
      ledElsewhere(subject, to.route, to.way, to, [`${titleOf(to.route)} > ${to.way}`]),
    ),
  ];
}

/** Longer paths take away what a path of the workload has answered so far. */
const diversionsFrom = ({ worlds, namespace }: Subject, services: ReadonlySet<string>) =>
  diversionsIn(worlds, namespace).filter(({ from }) => services.has(from.service));

const titleOf = ({ kind, name, address }: ReleaseObject): string => `${kind} ${name ?? address}`;

/** Ingresses and routes that lead to it on either side and change, or get another certificate. */
export function changedRoutes(subject: Subject): readonly ReleaseObject[] {
  const { worlds, namespace } = subject;
  const of = (when: 'before' | 'after', labels: Readonly<Record<string, string>>): readonly ReleaseObject[] =>
    worlds[when]
      .servicesFor(namespace, labels)
      .flatMap((service) => worlds[when].routesTo(namespace, nameOf(sideOf(service, when))));
  const leading = [...of('before', subject.labelsBefore), ...of('after', subject.labelsAfter)].filter(
    (route) => changed(route) || changedCertificates(worlds, route).length > 0,
  );
  if (diversionsIn(worlds, namespace).length === 0) return [...new Set(leading)];
  const services = worlds.before.servicesFor(namespace, subject.labelsBefore);
  const names = new Set(services.map((service) => nameOf(sideOf(service, 'before'))));
  return [...new Set([...leading, ...diversionsFrom(subject, names).map(({ to }) => to.route)])];
}

function effectsOf(subject: Subject, route: ReleaseObject, services: ReadonlySet<string>): readonly Effect[] {
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
  const spec = field(after, 'spec');
  const hidden = isUnknown(spec) ? 'spec' : whatLeads.find((part) => holdsUnknown(field(spec, part)));
  if (hidden !== undefined)
    return [effect('unknown', `Where ${title} leads is known only after apply.`, [`${title} > ${hidden}`])];
  const next = backendsOf(after);
  const lost = backendsOf(before)
    .filter(({ service }) => services.has(service))
    .flatMap((way) => wayEffects(subject, route, way, backendsOf(before), next));
  return [
    ...lost,
    ...tlsEffects(title, before, after),
    ...handling(title, before, after),
    ...lostPorts(subject, route, services),
  ];
}

/** Parts of an Ingress or route that say who gets where, and how. */
const whatLeads = ['rules', 'defaultBackend', 'backend', 'hostnames', 'tls', 'parentRefs', 'ingressClassName'];

function wayEffects(
  subject: Subject,
  route: ReleaseObject,
  way: Backend,
  led: readonly Backend[],
  next: readonly Backend[],
): readonly Effect[] {
  const title = titleOf(route);
  const same = next.filter((one) => one.way === way.way);
  const fields = [`${title} > ${way.way}`];
  const here = same.filter(({ service }) => service === way.service);
  const kept = here.find(({ port }) => port === way.port) ?? here[0];
  if (kept !== undefined)
    return [
      ...pathTypeEffects(title, way, kept, fields),
      ...otherPort(subject, title, way, kept, fields),
      ...joining(way, led, next).map((one) => ledElsewhere(subject, route, way.way, one, fields)),
    ];
  const [other] = same;
  return other === undefined
    ? goneEffects(subject, route, way, fields)
    : [ledElsewhere(subject, route, way.way, other, fields)];
}

/** Services that get a share of the requests from now on; weight 0 is none. */
const joining = ({ way }: Backend, led: readonly Backend[], next: readonly Backend[]): readonly Backend[] =>
  next.filter((one) => one.way === way && !led.some((old) => old.way === way && old.service === one.service));

/** Another port of the same Service may lead to another listener of the same pods. */
function otherPort(
  subject: Subject,
  title: string,
  way: Backend,
  kept: Backend,
  fields: readonly string[],
): readonly Effect[] {
  const { worlds, namespace } = subject;
  const target = (when: When, { service, port }: Backend): string | undefined => {
    const found = worlds[when].get('Service', namespace, service);
    return found === undefined ? undefined : portNamed(found, when, port)?.target;
  };
  const [was, is] = [target('before', way), target('after', kept)];
  // What becomes of the target of the same port is told of the Service.
  if (way.port === kept.port || was === undefined || is === undefined) return [];
  const other = otherListener(subject, was, is);
  return other === undefined ? [] : [answersElsewhere(`${title}: requests to ${way.way}`, other, fields)];
}

/** What a path that goes has answered, a shorter one may answer from now on. */
function goneEffects(
  { worlds, namespace }: Subject,
  route: ReleaseObject,
  way: Backend,
  fields: readonly string[],
): readonly Effect[] {
  const title = titleOf(route);
  const fallbacks = fallbacksOf(way, route, worlds.after, namespace);
  if (fallbacks === undefined) return [effect('outage', `${title} no longer leads ${way.way} here.`, fields)];
  const other = fallbacks.find(({ service, port }) => service !== way.service || port !== way.port);
  if (other === undefined) return [];
  const text = `${title} gives up ${way.way}: ${other.way} answers instead, which leads to Service ${other.service}; whether it can is not in the plan.`;
  return [effect('unknown', text, [...fields, `${titleOf(other.route)} > ${other.way}`])];
}

/** Users of a way end up at another Service. */
function ledElsewhere(
  { worlds, namespace }: Subject,
  route: ReleaseObject,
  way: string,
  other: Backend,
  fields: readonly string[],
): Effect {
  const service = worlds.after.get('Service', namespace, other.service);
  const there = `${titleOf(route)} leads ${way} to Service ${other.service}`;
  if (service === undefined) return effect('unknown', `${there}, which is in no plan of this release.`, fields);
  if (!offers(service, 'after', other.port))
    return effect('outage', `${there}, which has no port ${other.port ?? ''}.`, fields);
  const named = portNamed(service, 'after', other.port);
  const ports = named === undefined ? servicePorts(sideOf(service, 'after')) : [named];
  const backing = backingOf(worlds, namespace, service, ports);
  const behind = behindEffect(worlds, route, there, backing, fields);
  const isNew = sideOf(service, 'before') === null && worlds.order(service.stack, route.stack) >= 0;
  return behind.impact === 'none' && isNew
    ? effect('errors-possible', `${there}, which this release creates.`, fields, [
        condition(`Service ${other.service} is there before ${titleOf(route)} changes`, 'none'),
      ])
    : behind;
}

/** Does anybody answer behind the Service that a way leads to from now on? */
function behindEffect(
  worlds: Worlds,
  route: ReleaseObject,
  there: string,
  backing: Backing,
  fields: readonly string[],
): Effect {
  if (backing.state === 'unseen')
    return effect('unknown', `${there}, whose pods are in no plan of this release.`, fields);
  const pods = titleOf(backing.workload);
  switch (backing.state) {
    case 'ready':
      return effect('none', `${there} from now on.`, fields);
    case 'empty':
      return effect('outage', `${there}, behind which ${pods} has no pods.`, fields);
    case 'deaf':
      return effect(
        'outage',
        `${there}, which sends to port ${backing.target}; the pods of ${pods} do not have it.`,
        fields,
        unlessUndeclared(backing.target),
      );
    case 'starting':
      return isReadyBefore(worlds, backing.workload, route)
        ? effect('none', `${there} from now on; the pods of ${pods} are ready by then.`, fields)
        : effect('outage', `${there}, and the pods of ${pods} only start in this release.`, fields, [
            condition(`they are ready before ${titleOf(route)} changes`, 'none'),
          ]);
    case 'changing':
      return effect(
        backing.lowest === 0 ? 'outage' : 'unknown',
        backing.lowest === 0
          ? `${there}, and the pods of ${pods} are all away for a time in this release.`
          : `${there}; how many pods of ${pods} stay available meanwhile is not in the plan.`,
        fields,
      );
  }
}

/** Has the Service the port that a route names, by number or by name? A route may name none. */
const offers = (service: ReleaseObject, when: When, port: string | undefined): boolean =>
  port === undefined || portNamed(service, when, port) !== undefined;

const portNamed = (service: ReleaseObject, when: When, port: string | undefined): ServicePort | undefined =>
  servicePorts(sideOf(service, when)).find((one) => one.port === port || one.name === port);

/** The port that a route names must exist in the Service. */
function lostPorts(
  { worlds, namespace }: Subject,
  route: ReleaseObject,
  services: ReadonlySet<string>,
): readonly Effect[] {
  const led = backendsOf(sideOf(route, 'before'));
  return backendsOf(sideOf(route, 'after')).flatMap(({ service, port, way }) => {
    if (!services.has(service)) return [];
    const was = worlds.before.get('Service', namespace, service);
    const is = worlds.after.get('Service', namespace, service);
    const arrived = led.some(
      (one) => one.way === way && one.service === service && was !== undefined && offers(was, 'before', one.port),
    );
    return arrived && is !== undefined && !offers(is, 'after', port)
      ? [
          effect(
            'outage',
            `${titleOf(route)} leads ${way} to port ${port ?? ''}, which Service ${service} does not have.`,
            [`Service ${service} > port`],
          ),
        ]
      : [];
  });
}
