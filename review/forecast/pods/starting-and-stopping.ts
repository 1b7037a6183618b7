import { flagAt, isUnknownAt, numberAt } from '../../kubernetes-object/value';
import { condition, effect, type Effect } from '../effect';
import { drainOf, unprobedContainers } from './pods';
import type { Subject } from '../subject';
import { targetPorts } from '../services/service-ports';
import { sideOf } from '../world';
import { titleOf } from '../identity';

/** Seconds within which kube-proxy on every node usually hears that a pod stops; measured: 1 is enough on a calm cluster. */
const usualPropagation = 3;

/** Pods that stop must go on serving until nobody is sent to them any more. Read from what runs now. */
export function stoppingEffects(subject: Subject): readonly Effect[] {
  const { rollout, podBefore, known, worlds, namespace, labelsBefore } = subject;
  if (!rollout.stops || known.drainsItself || podBefore === undefined) return [];
  const ports = targetPorts(worlds.before.servicesFor(namespace, labelsBefore), 'before');
  const drain = drainOf(podBefore, ports);
  const milder = [condition('the application itself goes on answering for some seconds after SIGTERM', 'none')];
  switch (drain.kind) {
    case 'missing':
      return [
        effect(
          'errors-possible',
          `Pods that stop show no drain: container ${drain.container} has no preStop that waits, so requests reach it after it has gone.`,
          ['lifecycle > preStop (of the running version)'],
          milder,
        ),
      ];
    case 'unknown-length':
      return [
        effect(
          'errors-possible',
          `How long container ${drain.container} goes on serving when it stops is not in the plan: its preStop waits for no sleep.`,
          ['lifecycle > preStop (of the running version)'],
          [condition('its preStop waits for some seconds while the container still answers', 'none')],
        ),
      ];
    case 'seconds': {
      const grace = numberAt(podBefore, 'terminationGracePeriodSeconds') ?? 30;
      const fields = [`preStop ${drain.seconds} s`, `terminationGracePeriodSeconds ${grace}`];
      const short =
        drain.seconds < usualPropagation
          ? [condition(`any node hears later than ${drain.seconds} s that a pod stops`, 'errors-possible')]
          : [];
      return [effect('none', `Pods that stop go on serving for ${drain.seconds} s.`, fields, short)];
    }
  }
}

/** Pods that start must say when they can serve. Read from what will run. */
export function startingEffects(subject: Subject): readonly Effect[] {
  const { rollout, podAfter, worlds, namespaceAfter, labelsAfter } = subject;
  if (!rollout.starts || podAfter === undefined || !joinsUsers(subject)) return [];
  const services = worlds.after.servicesFor(namespaceAfter, labelsAfter);
  if (subject.kind.runsToCompletion && services.length === 0) return [];
  const ports = targetPorts(services, 'after');
  const { hidden, bare } = unprobedContainers(podAfter, ports);
  const early = services.find(
    (service) => flagAt(sideOf(service, 'after'), 'spec', 'publishNotReadyAddresses') === true,
  );
  const hiddenly = services.find((service) =>
    isUnknownAt(sideOf(service, 'after'), 'spec', 'publishNotReadyAddresses'),
  );
  return [
    ...(hidden
      ? [
          effect(
            'unknown',
            'Whether a probe holds traffic back until new pods serve is known only after apply.',
            ['readiness probe'],
            [condition('every container that serves has one', 'none')],
          ),
        ]
      : []),
    ...(bare === undefined
      ? []
      : [
          effect(
            'errors-possible',
            `Container ${bare} has no readiness probe: a pod gets traffic as soon as it runs.`,
            ['readiness probe'],
            [condition(`container ${bare} answers from its first moment on`, 'none')],
          ),
        ]),
    ...(hiddenly === undefined
      ? []
      : [
          effect(
            'unknown',
            `Whether ${titleOf(hiddenly)} sends traffic to pods that are not ready is known only after apply.`,
            ['publishNotReadyAddresses'],
            [condition('it does not', 'none')],
          ),
        ]),
    ...(early === undefined
      ? []
      : [
          effect('errors-possible', `${titleOf(early)} sends traffic to pods that are not ready.`, [
            'publishNotReadyAddresses',
          ]),
        ]),
  ];
}

/** A first pod disturbs nobody; one more behind a Service that others serve already gets its share of their users. */
function joinsUsers({ rollout, worlds, namespaceAfter, labelsAfter }: Subject): boolean {
  if (rollout.kind !== 'created') return true;
  return worlds.after.servicesFor(namespaceAfter, labelsAfter).some((service) => sideOf(service, 'before') !== null);
}
