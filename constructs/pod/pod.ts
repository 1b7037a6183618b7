import type {
  DeploymentV1SpecTemplateSpec,
  DeploymentV1SpecTemplateSpecContainer,
} from '@cdktf/provider-kubernetes/lib/deployment-v1';
import { isDns1123Label } from '../../kubernetes/names';
import type { Mistake } from '../invalid-props';
import { environmentOf, type Variables } from './environment';
import { resourceMistakes, resourcesOf, type Resources } from './resources';
import { restrictedContainer, restrictedPod } from './security';

/** What every workload says of the one container it runs. */
export interface PodProps {
  /** Image reference with tag; a plain string, so that the diff shows it. */
  readonly image: string;
  /** Arguments for the image's entry point. @default - those of the image */
  readonly args?: readonly string[];
  /** Variables with values, or references to keys of Secrets. @default - none */
  readonly variables?: Variables;
  readonly resources: Resources;
  /** User and group the container runs as. */
  readonly user: number;
  /** Folders that the container may write to, each an empty directory of its own. @default ['/tmp'] */
  readonly writableFolders?: readonly string[];
  /** @default - the namespace's own, whose token is not mounted */
  readonly serviceAccount?: string;
}

const scratchSize = '64Mi';

/** The parts of a pod that all workloads share: its only container, and the pod around it without restart policy. */
export function podOf(
  name: string,
  props: PodProps,
  container: Partial<DeploymentV1SpecTemplateSpecContainer>,
): DeploymentV1SpecTemplateSpec {
  const scratch = (props.writableFolders ?? ['/tmp']).map((mountPath) => ({
    name: volumeNameOf(mountPath),
    mountPath,
  }));
  const { volumeMount, ...rest } = container;
  return {
    automountServiceAccountToken: false,
    // Variables for every Service of the namespace, from the days before DNS; with many Services pods fail to start.
    enableServiceLinks: false,
    serviceAccountName: props.serviceAccount,
    securityContext: restrictedPod(props.user),
    container: [
      {
        name,
        image: props.image,
        // The tag names its content, so a node that has it need not ask the registry again.
        imagePullPolicy: 'IfNotPresent',
        args: props.args && [...props.args],
        env: environmentOf(props.variables ?? {}),
        resources: resourcesOf(props.resources),
        securityContext: restrictedContainer,
        volumeMount: [...(Array.isArray(volumeMount) ? volumeMount : []), ...scratch],
        ...rest,
      },
    ],
    volume: scratch.map((volume) => ({ name: volume.name, emptyDir: { sizeLimit: scratchSize } })),
  };
}

export function podMistakes(name: string, props: PodProps): readonly (Mistake | false)[] {
  return [
    !isDns1123Label(name) && {
      property: 'id',
      value: name,
      fix: 'cannot name a Kubernetes object; use lower-case letters, digits and "-", at most 63',
    },
    !/^[^\s:@]+(:\d+)?(\/[^\s:@]+)*(:[\w][\w.-]{0,127}|@sha256:[0-9a-f]{64})$/.test(props.image) && {
      property: 'image',
      value: props.image,
      fix: 'names no tag or digest; without one the next restart may run something else',
    },
    props.user < 1 && {
      property: 'user',
      value: props.user,
      fix: 'is root; build the image for another user, for instance 10001',
    },
    ...resourceMistakes(props.resources),
  ];
}

/** `/run/mysqld` becomes `run-mysqld`. */
function volumeNameOf(folder: string): string {
  return folder.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
}
