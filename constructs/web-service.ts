import { ConfigMapV1 } from '@cdktf/provider-kubernetes/lib/config-map-v1';
import { DeploymentV1 } from '@cdktf/provider-kubernetes/lib/deployment-v1';
import { PodDisruptionBudgetV1 } from '@cdktf/provider-kubernetes/lib/pod-disruption-budget-v1';
import { ServiceV1 } from '@cdktf/provider-kubernetes/lib/service-v1';
import { Construct } from 'constructs';
import { terraformDuration } from '../kubernetes/durations';
import { configHash, configHashAnnotation } from './pod/config-hash';
import { labelsOf, selectorOf } from './pod/labels';
import { podOf } from './pod/pod';
import { probeOf } from './pod/probe';
import { refuse } from './invalid-props';
import { webServiceMistakes, withDefaults, type WebServiceProps } from './web-service-props';

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
    const settings = withDefaults(props);
    const { namespace, config, port, replicas, exposure, maxSurge, maxUnavailable } = settings;
    const { readiness, liveness, startup, preStopSeconds, drainSeconds, progressDeadlineSeconds } = settings;
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
          rollingUpdate: { maxSurge, maxUnavailable },
        },
        template: {
          metadata: { labels, annotations: config && { [configHashAnnotation]: configHash(config) } },
          spec: {
            ...podOf(id, props, {
              port: [{ name: 'http', containerPort: port, protocol: 'TCP' }],
              envFrom: config && [{ configMapRef: { name: id } }],
              readinessProbe: probeOf(readiness, port),
              livenessProbe: probeOf(liveness, port),
              startupProbe: probeOf(startup, port),
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
