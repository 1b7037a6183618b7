import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CoreV1Api } from '@kubernetes/client-node';
import { clusterError, statusOf, type ClusterRequest } from './cluster-error';
import { stateSecretOf } from './state-names';

interface Synthesized {
  readonly terraform?: {
    readonly backend?: { readonly kubernetes?: { readonly namespace: string; readonly secret_suffix: string } };
  };
}

/**
 * Whether a synthesized stack was ever deployed, by the Secret in which Terraform's kubernetes backend keeps its state
 * (source: Terraform documentation, kubernetes backend). Other backends are taken to have one.
 *
 * @throws ClusterError when the cluster refuses to say, or cannot be asked
 */
export async function hasState(
  stackFolder: string,
  core: Pick<CoreV1Api, 'readNamespacedSecret'>,
  environment: ClusterRequest['environment'],
): Promise<boolean> {
  const { terraform } = JSON.parse(await readFile(join(stackFolder, 'cdk.tf.json'), 'utf8')) as Synthesized;
  const backend = terraform?.backend?.kubernetes;
  if (!backend) return true;
  const { namespace, secret_suffix: suffix } = backend;
  const secret = stateSecretOf(suffix);
  try {
    await core.readNamespacedSecret(secret, namespace);
    return true;
  } catch (error) {
    if (statusOf(error) === 404) return false;
    throw clusterError(error, { asked: `read Secret "${secret}" in namespace "${namespace}"`, environment });
  }
}
