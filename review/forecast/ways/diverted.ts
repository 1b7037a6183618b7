import { diversionsFrom, type Diversion } from './diversions';
import { effect, type Effect } from '../effect';
import { destinationOf, joining, leadsLike, ledElsewhere, otherPort, sameIn } from './led-elsewhere';
import type { Subject } from '../subject';
import { serviceKey, type ServiceKey } from './ways';
import { titleOf } from '../identity';

/** Other ways take requests that a Service got so far. */
export const diversionEffects = (subject: Subject, service: ServiceKey): readonly Effect[] =>
  diversionsFrom(subject.worlds, service).flatMap((one) => diverted(subject, one));

/** Another way takes requests from one that led here, and still does. */
function diverted(subject: Subject, { from, service, to, how }: Diversion): readonly Effect[] {
  const title = titleOf(to.route);
  const fields = [`${title} > ${to.text}`];
  const unknown = (text: string): readonly Effect[] => [effect('unknown', `${title} ${text}`, fields)];
  const backend = from.backends.find((one) => serviceKey(one) === service);
  if (backend === undefined || (how !== 'host' && leadsLike(to, from, backend))) return [];
  if (how === 'host')
    return unknown(
      `gives ${to.host} ways of its own; whether ${from.text} still answers what they do not match, its controller decides.`,
    );
  if (how === 'perhaps')
    return unknown(
      `leads ${to.text} to ${destinationOf(to)}; which requests of ${from.text} that takes along is not in the plan.`,
    );
  if (to.backends.length === 0) return unknown(`takes ${to.text} from ${from.text} and leads it to no Service.`);
  const kept = sameIn(to.backends, backend);
  const others = kept === undefined ? to.backends : joining(from.backends, to.backends);
  return [
    ...(to.treatment === from.treatment
      ? []
      : unknown(`takes ${to.text} from ${from.text}; what its filters, timeouts or retries do is not in the plan.`)),
    ...(kept === undefined || kept.port === backend.port
      ? []
      : [
          ledElsewhere(subject, to.route, to.text, kept, fields),
          ...otherPort(subject, title, to.text, backend, kept, fields),
        ]),
    ...others.map((one) => ledElsewhere(subject, to.route, to.text, one, fields)),
  ];
}
