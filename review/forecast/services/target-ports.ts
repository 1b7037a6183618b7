import { condition, effect, type Effect } from '../effect';
import { type ContainerPort, portsOf } from '../pods/pods';
import { holdsUnknownAt, listAt } from '../../kubernetes-object/value';
import type { Condition, Json } from '../../model';
import { isNumber, type ServicePort } from './service-ports';
import { exchangesPods, type Subject } from '../subject';

/** Ports of the pods that a Service sends to. */

/** The number that a target stands for in these pods, where a container declares it. */
export function resolve(target: string, ports: readonly ContainerPort[]): string | undefined {
  return isNumber(target)
    ? ports.find(({ number }) => number === target)?.number
    : ports.find(({ name }) => name === target)?.number;
}

/** Do containers declare ports, and not this one? A number that they need not declare is nobody's business where none is. */
export function lacksPort(pod: Json | undefined, target: string): boolean {
  const ports = portsOf(pod);
  return resolve(target, ports) === undefined && (ports.length > 0 || !isNumber(target));
}

/** Only a number may be listened on without being declared. */
export const unlessUndeclared = (target: string): readonly Condition[] =>
  isNumber(target) ? [condition(`a container listens on ${target}, which it need not declare`, 'none')] : [];

/** Ports of the pods before the release and in the end. */
function portsOn({ podBefore, podAfter, rollout }: Subject): {
  readonly old: readonly ContainerPort[];
  readonly fresh: readonly ContainerPort[];
} {
  const old = portsOf(podBefore);
  return { old, fresh: exchangesPods(rollout) ? portsOf(podAfter) : old };
}

/** Does the port that a Service sends to exist in the pods of both versions, for as long as they run? */
export function targetEffects(
  subject: Subject,
  title: string,
  port: ServicePort,
  next: ServicePort,
): readonly Effect[] {
  const { old, fresh } = portsOn(subject);
  const fields = [`${title} > target port ${next.target}`, 'container > ports'];
  const found = (ports: readonly ContainerPort[]): boolean => resolve(next.target, ports) !== undefined;
  if (!found(fresh) && hidesPorts(subject))
    return [
      effect(
        'unknown',
        `Ports of the new pods are known only after apply, so nobody can say whether ${title} finds ${next.target} among them.`,
        fields,
      ),
    ];
  if (port.target === next.target && (resolve(port.target, old) === undefined || !found(fresh))) {
    if (resolve(port.target, old) === undefined) return [];
    const unless = isNumber(next.target)
      ? [condition(`a container still listens on ${next.target}, which it need not declare`, 'none')]
      : [];
    return [
      effect(
        'outage',
        `No container of the new pods has port ${next.target}, which ${title} sends to.`,
        fields,
        unless,
      ),
    ];
  }
  const answers = condition(`all pods answer on ${next.target} already`, 'none');
  if (!found(fresh)) {
    if (fresh.length === 0 && isNumber(next.target))
      return [
        effect(
          'unknown',
          `${title} sends to port ${next.target} from now on; the containers declare no ports.`,
          fields,
          [answers],
        ),
      ];
    return [
      effect(
        'outage',
        `No container has port ${next.target}, which ${title} sends to from now on.`,
        fields,
        isNumber(next.target) ? [answers] : [],
      ),
    ];
  }
  if (!found(old))
    return [
      effect(
        'outage',
        `${title} sends to port ${next.target} at once, while pods that have only ${port.target} go one by one.`,
        fields,
        [answers],
      ),
    ];
  const other = otherListener(subject, port.target, next.target);
  return other === undefined ? [] : [answersElsewhere(`${title}: requests to port ${port.port}`, other, fields)];
}

/** In a manifest one port may be known only after apply. */
const hidesPorts = ({ podAfter, rollout }: Subject): boolean =>
  exchangesPods(rollout) && listAt(podAfter, 'containers').some((container) => holdsUnknownAt(container, 'ports'));

/** Two ports of the pods, of which the second gets from now on what the first got before. */
interface OtherListener {
  readonly was: string;
  readonly is: string;
}

/**
 * A target that stands for another listener of the pods from now on. A name may move to a number that is new in pods that
 * give up the old one: that is the same listener under another number, which each pod answers under its own.
 */
export function otherListener(subject: Subject, target: string, next: string): OtherListener | undefined {
  const { old, fresh } = portsOn(subject);
  const was = resolve(target, old) ?? (isNumber(target) ? target : undefined);
  const is = resolve(next, fresh) ?? (isNumber(next) ? next : undefined);
  if (was === undefined || is === undefined || was === is) return undefined;
  const renumbered = resolve(next, old) === was && resolve(was, fresh) === undefined && resolve(is, old) === undefined;
  return renumbered ? undefined : { was, is };
}

export const answersElsewhere = (requests: string, { was, is }: OtherListener, fields: readonly string[]): Effect =>
  effect(
    'unknown',
    `${requests} reach port ${is} of the pods in place of ${was}; whether the same answers there is not in the plan.`,
    fields,
    [condition(`port ${is} answers the same as ${was}`, 'none')],
  );
