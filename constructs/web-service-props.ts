import type { ITerraformDependable } from 'cdktf/lib/terraform-dependable';
import { isDns1035Label } from '../kubernetes/names';
import { portMistake, secondsMistake } from './common-mistakes';
import type { Mistake } from './invalid-props';
import { podMistakes, type PodProps } from './pod/pod';
import { longestSeconds, type Probe } from './pod/probe';

/** How the service is reached. Names and limits are those of Kubernetes' Service types. */
export type Exposure =
  | { readonly type: 'ClusterIP' }
  | { readonly type: 'LoadBalancer' }
  | { readonly type: 'NodePort'; readonly nodePort: number };

export interface WebServiceProps extends PodProps {
  /** An existing namespace. */
  readonly namespace: string;
  /** Port on which the container listens. @default 8080 */
  readonly port?: number;
  /** Pods to run. @default 3 */
  readonly replicas?: number;
  /** Settings that the container gets as variables; a change of them rolls the pods. @default - none, and no ConfigMap */
  readonly config?: Readonly<Record<string, string>>;
  /** @default { type: 'ClusterIP' }, on port 80 */
  readonly exposure?: Exposure;
  /** When a pod gets traffic. @default - HTTP GET `/readyz`, every 2 seconds */
  readonly readiness?: Probe;
  /** When a pod is restarted. @default - HTTP GET `/healthz`, every 10 seconds, 6 failures */
  readonly liveness?: Probe;
  /** How long a pod may take to start. @default - HTTP GET `/healthz`, every second, 60 failures */
  readonly startup?: Probe;
  /** Pods beyond `replicas` during a rollout, as number or percentage. @default '1' */
  readonly maxSurge?: string;
  /** Pods that may be missing during a rollout, as number or percentage. @default '0' */
  readonly maxUnavailable?: string;
  /**
   * Seconds a pod goes on serving after it was told to end, because nodes learn only by and by to send it nothing more.
   * @default 5
   */
  readonly preStopSeconds?: number;
  /** Seconds a pod may then use to finish open requests. @default 30 */
  readonly drainSeconds?: number;
  /** Seconds without progress after which a rollout has failed. @default 180 */
  readonly progressDeadlineSeconds?: number;
  /** What has to be done before the first pod is changed, for instance a migration. @default - nothing */
  readonly after?: readonly ITerraformDependable[];
}

/** What a service gets that says nothing else. */
export function withDefaults(props: WebServiceProps) {
  return {
    ...{ port: 8080, replicas: 3, exposure: { type: 'ClusterIP' } as Exposure, maxSurge: '1', maxUnavailable: '0' },
    ...{ preStopSeconds: 5, drainSeconds: 30, progressDeadlineSeconds: 180 },
    readiness: { path: '/readyz', periodSeconds: 2 } as Probe,
    liveness: { path: '/healthz', periodSeconds: 10, failureThreshold: 6 } as Probe,
    startup: { path: '/healthz', periodSeconds: 1, failureThreshold: 60 } as Probe,
    ...givenOf(props),
  };
}

/** A property that is given as undefined is not given. */
const givenOf = (props: WebServiceProps): WebServiceProps =>
  Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined)) as unknown as WebServiceProps;

const amount = /^\d+%?$/;

/** What a WebService refuses: combinations that Kubernetes rejects, or accepts and then never gets running. */
export function webServiceMistakes(id: string, props: WebServiceProps): readonly (Mistake | false)[] {
  const settings = withDefaults(props);
  const { port, replicas, maxSurge, maxUnavailable, exposure, preStopSeconds, drainSeconds } = settings;
  const { progressDeadlineSeconds, startup } = settings;
  const startSeconds = longestSeconds(startup);
  return [
    ...podMistakes(id, props),
    !isDns1035Label(id) && { property: 'id', value: id, fix: 'cannot name a Service; begin with a lower-case letter' },
    portMistake(port),
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
    secondsMistake('preStopSeconds', preStopSeconds, 0, 'is no time'),
    secondsMistake('drainSeconds', drainSeconds, 1, 'ends the pod at once'),
    progressDeadlineSeconds <= startSeconds && {
      property: 'progressDeadlineSeconds',
      value: progressDeadlineSeconds,
      fix: `gives up before a pod that starts slowly is ready (startup allows ${startSeconds} s); use more than that`,
    },
  ];
}
