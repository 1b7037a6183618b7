import { ServiceV1 } from '@cdktf/provider-kubernetes/lib/service-v1';
import { StatefulSetV1 } from '@cdktf/provider-kubernetes/lib/stateful-set-v1';
import { Construct } from 'constructs';
import { portMistake, secondsMistake } from './common-mistakes';
import { terraformDuration } from '../kubernetes/durations';
import { isDns1035Label } from '../kubernetes/names';
import { quantityOf } from '../kubernetes/quantities';
import { refuse } from './invalid-props';
import { labelsOf, selectorOf } from './pod/labels';
import { podMistakes, podOf, type PodProps } from './pod/pod';
import { probeOf, type Probe } from './pod/probe';

export interface StatefulServiceProps extends PodProps {
  /** An existing namespace. */
  readonly namespace: string;
  /** Port on which the container listens. */
  readonly port: number;
  /** Folder that outlives the pod. */
  readonly dataFolder: string;
  /** Size of the volume, for instance `1Gi`. Most storage can grow but never shrink. */
  readonly storage: string;
  /** @default - the cluster's default class */
  readonly storageClass?: string;
  /**
   * Whether Terraform refuses every plan that would destroy the StatefulSet. The claim outlives it in any case: Kubernetes
   * keeps it, a later deploy under the same name finds the data again, and only deleting the claim itself ends them.
   * @default true
   */
  readonly protectData?: boolean;
  /** When the pod gets connections. The same question, asked more patiently, decides whether it is restarted. */
  readonly health: Probe;
  /** Seconds the first start may take, for instance to make the data folder. @default 180 */
  readonly startSeconds?: number;
  /** Seconds the server may use to write everything down after SIGTERM. @default 60 */
  readonly drainSeconds?: number;
}

/** One server with a volume of its own: StatefulSet, headless Service and claim. Its address is the Service's name. */
export class StatefulService extends Construct {
  readonly statefulSet: StatefulSetV1;
  readonly service: ServiceV1;

  constructor(scope: Construct, id: string, props: StatefulServiceProps) {
    super(scope, id);
    const { namespace, port, protectData = true, startSeconds = 180, drainSeconds = 60 } = props;
    refuse(this, [
      ...podMistakes(id, props),
      !isDns1035Label(id) && {
        property: 'id',
        value: id,
        fix: 'cannot name a Service; begin with a lower-case letter',
      },
      (quantityOf(props.storage) ?? 0) <= 0 && {
        property: 'storage',
        value: props.storage,
        fix: 'is no size; write for instance "1Gi"',
      },
      portMistake(port),
      secondsMistake('startSeconds', startSeconds, 1, 'gives the server no time to start'),
      secondsMistake('drainSeconds', drainSeconds, 1, 'ends the server at once'),
      !props.dataFolder.startsWith('/') && {
        property: 'dataFolder',
        value: props.dataFolder,
        fix: 'is relative; write the path from the root of the image',
      },
    ]);
    const labels = labelsOf(id);
    const selector = selectorOf(id);
    const metadata = { name: id, namespace, labels };
    const patience = terraformDuration(startSeconds + drainSeconds + 60);

    this.service = new ServiceV1(this, 'service', {
      metadata,
      spec: {
        // Headless: the name resolves to the pod itself, so no node has to be told about a new one.
        clusterIp: 'None',
        selector,
        port: [{ name: 'server', port, targetPort: 'server', protocol: 'TCP' }],
      },
    });

    this.statefulSet = new StatefulSetV1(this, 'Default', {
      metadata,
      waitForRollout: true,
      timeouts: { create: patience, update: patience, delete: patience },
      lifecycle: protectData ? { preventDestroy: true } : undefined,
      dependsOn: [this.service],
      spec: {
        replicas: '1',
        serviceName: id,
        podManagementPolicy: 'OrderedReady',
        revisionHistoryLimit: 10,
        selector: { matchLabels: selector },
        updateStrategy: [{ type: 'RollingUpdate', rollingUpdate: [{ partition: 0 }] }],
        template: {
          metadata: { labels },
          spec: {
            ...podOf(id, props, {
              port: [{ name: 'server', containerPort: port, protocol: 'TCP' }],
              readinessProbe: probeOf({ periodSeconds: 5, timeoutSeconds: 5, ...props.health }, port),
              livenessProbe: probeOf(
                { ...props.health, periodSeconds: 20, timeoutSeconds: 10, failureThreshold: 6 },
                port,
              ),
              startupProbe: probeOf(
                { ...props.health, periodSeconds: 2, timeoutSeconds: 5, failureThreshold: Math.ceil(startSeconds / 2) },
                port,
              ),
              volumeMount: [{ name: 'data', mountPath: props.dataFolder }],
            }),
            terminationGracePeriodSeconds: drainSeconds,
          },
        },
        volumeClaimTemplate: [
          {
            metadata: { name: 'data', labels },
            spec: {
              accessModes: ['ReadWriteOnce'],
              storageClassName: props.storageClass,
              resources: { requests: { storage: props.storage } },
            },
          },
        ],
      },
    });
  }
}
