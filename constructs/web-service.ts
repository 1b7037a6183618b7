import { ConfigMapV1 } from '@cdktf/provider-kubernetes/lib/config-map-v1';
import { DeploymentV1 } from '@cdktf/provider-kubernetes/lib/deployment-v1';
import { PodDisruptionBudgetV1 } from '@cdktf/provider-kubernetes/lib/pod-disruption-budget-v1';
import { ServiceV1 } from '@cdktf/provider-kubernetes/lib/service-v1';
import type { ITerraformDependable } from 'cdktf/lib/terraform-dependable';
import { Construct } from 'constructs';
import { terraformDuration } from '../kubernetes/durations';
import { configHash, configHashAnnotation } from './pod/config-hash';
import { labelsOf, selectorOf } from './pod/labels';
import { podOf, type PodProps } from './pod/pod';
import { probeOf, type Probe } from './pod/probe';
import { refuse } from './invalid-props';
import { webServiceMistakes } from './web-service-mistakes';

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

/** A stateless service: Deployment, Service, disruption budget and its settings. */
export class WebService extends Construct {
  readonly deployment: DeploymentV1;
  readonly service: ServiceV1;
  /** Absent without `config`. */
  readonly config?: ConfigMapV1;
  /** Absent when `replicas` is 1: a budget would then block every drain of the node. */
  readonly disruptionBudget?: PodDisruptionBudgetV1;

  constructor(scope: Construct, id: string, props: WebServiceProps) {
    super(scope, id);
    refuse(this, webServiceMistakes(id, props));
    const { namespace, port = 8080, replicas = 3, exposure = { type: 'ClusterIP' }, config } = props;
    const { preStopSeconds = 5, drainSeconds = 30, progressDeadlineSeconds = 180 } = props;
    const labels = labelsOf(id);
    const selector = selectorOf(id);
    const metadata = { name: id, namespace, labels };

    if (config) this.config = new ConfigMapV1(this, 'config', { metadata, data: { ...config } });

    this.deployment = new DeploymentV1(this, 'Default', {
      metadata,
      waitForRollout: true,
      // Longer than the deadline below, so that it is Kubernetes that gives up and says why.
      timeouts: {
        create: terraformDuration(progressDeadlineSeconds + 60),
        update: terraformDuration(progressDeadlineSeconds + 60),
        delete: '5m',
      },
      dependsOn: [...(this.config ? [this.config] : []), ...(props.after ?? [])],
      spec: {
        replicas: String(replicas),
        progressDeadlineSeconds,
        revisionHistoryLimit: 10,
        selector: { matchLabels: selector },
        strategy: {
          type: 'RollingUpdate',
          rollingUpdate: { maxSurge: props.maxSurge ?? '1', maxUnavailable: props.maxUnavailable ?? '0' },
        },
        template: {
          metadata: { labels, annotations: config && { [configHashAnnotation]: configHash(config) } },
          spec: {
            ...podOf(id, props, {
              port: [{ name: 'http', containerPort: port, protocol: 'TCP' }],
              envFrom: config && [{ configMapRef: { name: id } }],
              readinessProbe: probeOf(props.readiness ?? { path: '/readyz', periodSeconds: 2 }, port),
              livenessProbe: probeOf(
                props.liveness ?? { path: '/healthz', periodSeconds: 10, failureThreshold: 6 },
                port,
              ),
              startupProbe: probeOf(
                props.startup ?? { path: '/healthz', periodSeconds: 1, failureThreshold: 60 },
                port,
              ),
              lifecycle:
                preStopSeconds > 0
                  ? { preStop: [{ exec: { command: ['sleep', String(preStopSeconds)] } }] }
                  : undefined,
            }),
            terminationGracePeriodSeconds: preStopSeconds + drainSeconds,
            topologySpreadConstraint: ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'].map((topologyKey) => ({
              maxSkew: 1,
              topologyKey,
              // A wish: a cluster with one node has to run all pods all the same.
              whenUnsatisfiable: 'ScheduleAnyway',
              labelSelector: [{ matchLabels: selector }],
            })),
          },
        },
      },
    });

    this.service = new ServiceV1(this, 'service', {
      metadata,
      waitForLoadBalancer: exposure.type === 'LoadBalancer',
      spec: {
        type: exposure.type,
        selector,
        port: [
          {
            name: 'http',
            port: 80,
            targetPort: 'http',
            protocol: 'TCP',
            nodePort: exposure.type === 'NodePort' ? exposure.nodePort : undefined,
          },
        ],
      },
    });

    if (replicas > 1)
      this.disruptionBudget = new PodDisruptionBudgetV1(this, 'disruption-budget', {
        metadata,
        spec: { maxUnavailable: '1', selector: { matchLabels: selector } },
      });
  }
}
