import type { ReleaseObject } from '../../kubernetes-object';
import { type Backing, backingOf, isReadyBefore } from '../services/backing';
import { condition, effect, type Effect } from '../effect';
import { type ServicePort, servicePorts } from '../services/service-ports';
import type { Subject, Worlds } from '../subject';
import { answersElsewhere, otherListener, unlessUndeclared } from '../services/target-ports';
import { type Backend, serviceKey, type Way } from './ways';
import { sideOf, type When } from '../world';
import { titleOf } from '../identity';

/** Users of a way end up somewhere else than before: at another port, another Service, or nowhere. */

/** The same Service among others, under the same port if possible. */
export function sameIn(backends: readonly Backend[], backend: Backend): Backend | undefined {
  const here = backends.filter((one) => serviceKey(one) === serviceKey(backend));
  return here.find(({ port }) => port === backend.port) ?? here[0];
}

/** Services that get a share of the requests from now on; weight 0 is none. */
export const joining = (had: readonly Backend[], has: readonly Backend[]): readonly Backend[] =>
  has.filter((one) => !had.some((old) => serviceKey(old) === serviceKey(one)));

/** Another port of the same Service may lead to another listener of the same pods. */
export function otherPort(
  subject: Subject,
  title: string,
  way: string,
  was: Backend,
  is: Backend,
  fields: readonly string[],
): readonly Effect[] {
  const target = (when: When, { namespace, service, port }: Backend): string | undefined => {
    const found = subject.worlds[when].get('Service', namespace, service);
    return found === undefined ? undefined : portNamed(found, when, port)?.target;
  };
  const [old, next] = [target('before', was), target('after', is)];
  // What becomes of the target of the same port is told of the Service.
  if (was.port === is.port || old === undefined || next === undefined) return [];
  const other = otherListener(subject, old, next);
  return other === undefined ? [] : [answersElsewhere(`${title}: requests to ${way}`, other, fields)];
}

/** Do all requests get to the same port of the same Service, or to one that got a share of them before, and as they came? */
export const leadsLike = (other: Way, way: Way, backend: Backend): boolean =>
  other.treatment === way.treatment &&
  sameIn(other.backends, backend)?.port === backend.port &&
  joining(way.backends, other.backends).length === 0;

export const destinationOf = ({ backends }: Way): string =>
  backends.length === 0
    ? 'no Service that the plan names'
    : `Service ${backends.map(({ service }) => service).join(', ')}`;

/** Users of a way end up at another Service. */
export function ledElsewhere(
  { worlds }: Subject,
  route: ReleaseObject,
  way: string,
  other: Backend,
  fields: readonly string[],
): Effect {
  const service = worlds.after.get('Service', other.namespace, other.service);
  const there = `${titleOf(route)} leads ${way} to Service ${other.service}`;
  if (service === undefined) return effect('unknown', `${there}, which is in no plan of this release.`, fields);
  if (!offers(service, 'after', other.port))
    return effect('outage', `${there}, which has no port ${other.port ?? ''}.`, fields);
  const named = portNamed(service, 'after', other.port);
  const ports = named === undefined ? servicePorts(sideOf(service, 'after')) : [named];
  const backing = backingOf(worlds, other.namespace, service, ports);
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
export const offers = (service: ReleaseObject, when: When, port: string | undefined): boolean =>
  port === undefined || portNamed(service, when, port) !== undefined;

const portNamed = (service: ReleaseObject, when: When, port: string | undefined): ServicePort | undefined =>
  servicePorts(sideOf(service, when)).find((one) => one.port === port || one.name === port);
