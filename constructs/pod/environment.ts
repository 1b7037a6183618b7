import type { DeploymentV1SpecTemplateSpecContainerEnv } from '@cdktf/provider-kubernetes/lib/deployment-v1';

/** A key of an existing Secret: the value itself never passes through this program, a plan or a state. */
export interface SecretKey {
  readonly secret: string;
  readonly key: string;
}

export type Variables = Readonly<Record<string, string | SecretKey>>;

/** In order of their names, so that the order in which code adds them never shows in a plan. */
export function environmentOf(variables: Variables): DeploymentV1SpecTemplateSpecContainerEnv[] {
  return Object.entries(variables)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, value]) =>
      typeof value === 'string'
        ? { name, value }
        : { name, valueFrom: { secretKeyRef: { name: value.secret, key: value.key } } },
    );
}
