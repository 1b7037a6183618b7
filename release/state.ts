import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CoreV1Api, HttpError } from '@kubernetes/client-node';

interface Synthesized {
  readonly terraform?: {
    readonly backend?: { readonly kubernetes?: { readonly namespace: string; readonly secret_suffix: string } };
  };
}

/**
 * Whether a synthesized stack was ever deployed, by the Secret in which Terraform's kubernetes backend keeps its state
 * (`tfstate-<workspace>-<suffix>`; source: Terraform documentation, kubernetes backend). Other backends are taken to have one.
 */
export async function hasState(stackFolder: string, core: CoreV1Api): Promise<boolean> {
  const { terraform } = JSON.parse(await readFile(join(stackFolder, 'cdk.tf.json'), 'utf8')) as Synthesized;
  const backend = terraform?.backend?.kubernetes;
  if (!backend) return true;
  try {
    await core.readNamespacedSecret(`tfstate-default-${backend.secret_suffix}`, backend.namespace);
    return true;
  } catch (error) {
    if ((error as HttpError).statusCode === 404) return false;
    throw error;
  }
}
