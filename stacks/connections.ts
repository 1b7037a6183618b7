import { DockerProvider } from '@cdktf/provider-docker/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import type { TerraformProvider } from 'cdktf/lib/terraform-provider';
import type { TerraformStack } from 'cdktf/lib/terraform-stack';
import { KubernetesBackend, OtherBackend } from '../constructs/backend';
import { forgetStaleLock } from '../constructs/provider-lock';
import type { Environment } from '../environments/select';

/** What depends on the person who runs Terraform, not on the release. */
export interface Connections {
  /** Exact versions where they differ from those of the bindings. @default - the versions that the bindings were made for */
  readonly kubernetesProvider?: string;
  readonly dockerProvider?: string;
  /** File with the kube context. @default - the path in KUBE_CONFIG_PATH, which provider and backend both read */
  readonly kubeConfigPath?: string;
}

/** Only the context is pinned: the same release must be planned by people who keep their files elsewhere. */
export function connectToCluster(stack: TerraformStack, { settings }: Environment, connections: Connections): void {
  const provider = new KubernetesProvider(stack, 'kubernetes', {
    configContext: settings.cluster.context,
    configPath: connections.kubeConfigPath,
  });
  requireVersion(provider, 'kubernetes', connections.kubernetesProvider);
}

export function connectToDocker(stack: TerraformStack, { settings }: Environment, connections: Connections): void {
  const { address, login } = settings.registry;
  const host = address.split('/')[0] as string;
  const provider = new DockerProvider(stack, 'docker', {
    // Without `authDisabled` the provider asks for a login that such a registry does not have.
    registryAuth: [login === 'none' ? { address: host, authDisabled: true } : { address: host }],
  });
  requireVersion(provider, 'docker', connections.dockerProvider);
}

/**
 * One state per stack, and another one for a copy of the release in another namespace. That namespace stands first: it
 * may end with a number, and Terraform's kubernetes backend refuses a name that does.
 */
export function stateOf(stack: TerraformStack, { statePrefix }: Environment): string {
  return statePrefix === undefined ? stack.node.id : `${statePrefix}-${stack.node.id}`;
}

export function keepState(stack: TerraformStack, environment: Environment, connections: Connections): void {
  const name = stateOf(stack, environment);
  const { backend, cluster, namespaces } = environment.settings;
  if (backend === 'kubernetes')
    new KubernetesBackend(stack, {
      namespace: namespaces.state,
      secretSuffix: name,
      configContext: cluster.context,
      configPath: connections.kubeConfigPath,
    });
  else {
    const filled = Object.entries(backend.arguments).map(([key, value]) => [
      key,
      typeof value === 'string' ? value.replaceAll('{stack}', name) : value,
    ]);
    new OtherBackend(stack, backend.type, Object.fromEntries(filled) as Record<string, unknown>);
  }
}

/** The version in `required_providers`; another one than that of the bindings was not published but built. */
function requireVersion(provider: TerraformProvider, name: string, other: string | undefined): void {
  if (other !== undefined) provider.cdktfStack.addOverride(`terraform.required_providers.${name}.version`, other);
  const version = other ?? provider.terraformGeneratorMetadata?.providerVersion;
  if (version !== undefined) forgetStaleLock(provider, { version, rebuildable: other !== undefined });
}
