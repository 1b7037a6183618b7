import { isDns1035Label } from '../kubernetes/names';
import type { Mistake } from './invalid-props';
import { podMistakes } from './pod/pod';
import type { WebServiceProps } from './web-service';

const amount = /^\d+%?$/;

/** What a WebService refuses: combinations that Kubernetes rejects, or accepts and then never gets running. */
export function webServiceMistakes(id: string, props: WebServiceProps): readonly (Mistake | false)[] {
  const { port = 8080, replicas = 3, maxSurge = '1', maxUnavailable = '0', exposure } = props;
  const { preStopSeconds = 5, drainSeconds = 30, progressDeadlineSeconds = 180, startup } = props;
  const startSeconds = (startup?.failureThreshold ?? 60) * (startup?.periodSeconds ?? 1);
  return [
    ...podMistakes(id, props),
    !isDns1035Label(id) && { property: 'id', value: id, fix: 'cannot name a Service; begin with a lower-case letter' },
    !isPort(port) && { property: 'port', value: port, fix: 'is no port; use 1 to 65535' },
    (!Number.isInteger(replicas) || replicas < 1) && {
      property: 'replicas',
      value: replicas,
      fix: 'runs no pod; use 1 or more',
    },
    !amount.test(maxSurge) && { property: 'maxSurge', value: maxSurge, fix: 'is no amount; write "1" or "25%"' },
    !amount.test(maxUnavailable) && {
      property: 'maxUnavailable',
      value: maxUnavailable,
      fix: 'is no amount; write "0" or "25%"',
    },
    parseInt(maxSurge, 10) === 0 &&
      parseInt(maxUnavailable, 10) === 0 && {
        property: 'maxSurge',
        value: maxSurge,
        fix: 'and maxUnavailable "0" let no pod be replaced; allow one of them at least "1"',
      },
    exposure?.type === 'NodePort' &&
      (exposure.nodePort < 30000 || exposure.nodePort > 32767) && {
        property: 'exposure.nodePort',
        value: exposure.nodePort,
        fix: 'is outside the range of node ports; use 30000 to 32767',
      },
    (!Number.isInteger(preStopSeconds) || preStopSeconds < 0) && {
      property: 'preStopSeconds',
      value: preStopSeconds,
      fix: 'is no time; use 0 or more whole seconds',
    },
    (!Number.isInteger(drainSeconds) || drainSeconds < 1) && {
      property: 'drainSeconds',
      value: drainSeconds,
      fix: 'ends the pod at once; use 1 or more whole seconds',
    },
    progressDeadlineSeconds <= startSeconds && {
      property: 'progressDeadlineSeconds',
      value: progressDeadlineSeconds,
      fix: `gives up before a pod that starts slowly is ready (startup allows ${startSeconds} s); use more than that`,
    },
  ];
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= 65535;
}
