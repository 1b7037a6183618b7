import { JobV1 } from '@cdktf/provider-kubernetes/lib/job-v1';
import type { ITerraformDependable } from 'cdktf/lib/terraform-dependable';
import { Construct } from 'constructs';
import { terraformDuration } from '../kubernetes/durations';
import { refuse } from './invalid-props';
import { labelsOf } from './pod/labels';
import { podMistakes, podOf, type PodProps } from './pod/pod';

export interface JobProps extends PodProps {
  /** An existing namespace. */
  readonly namespace: string;
  /** Tries after the first one. @default 3 */
  readonly retries?: number;
  /** Seconds for all tries together. @default 240 */
  readonly deadlineSeconds?: number;
  /** What has to exist before it runs. @default - nothing */
  readonly after?: readonly ITerraformDependable[];
}

/**
 * Work that is done once per release, and waited for. Its name is fixed and it is kept when it is done, so that the
 * next plan says "no changes"; another image replaces it, since Kubernetes lets nobody edit a Job's pods.
 */
export class Job extends Construct {
  readonly job: JobV1;

  constructor(scope: Construct, id: string, props: JobProps) {
    super(scope, id);
    const { namespace, retries = 3, deadlineSeconds = 240 } = props;
    refuse(this, [
      ...podMistakes(id, props),
      (!Number.isInteger(retries) || retries < 0) && {
        property: 'retries',
        value: retries,
        fix: 'is no number of tries; use 0 or more',
      },
      (!Number.isInteger(deadlineSeconds) || deadlineSeconds < 1) && {
        property: 'deadlineSeconds',
        value: deadlineSeconds,
        fix: 'leaves no time to work; use 1 or more whole seconds',
      },
    ]);
    const labels = labelsOf(id);
    // Longer than the Job's own deadline, so that Kubernetes gives up first and says why.
    const patience = terraformDuration(deadlineSeconds + 60);
    this.job = new JobV1(this, 'Default', {
      metadata: { name: id, namespace, labels },
      waitForCompletion: true,
      timeouts: { create: patience, update: patience, delete: '5m' },
      dependsOn: props.after && [...props.after],
      spec: {
        backoffLimit: retries,
        activeDeadlineSeconds: deadlineSeconds,
        completions: 1,
        parallelism: 1,
        template: {
          metadata: { labels },
          spec: { ...podOf(id, props, {}), restartPolicy: 'Never' },
        },
      },
    });
  }
}
