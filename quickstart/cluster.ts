import { AppsV1Api, KubeConfig, type HttpError } from '@kubernetes/client-node';
import { PhaseFailed } from './phase-failed';

/** The kube configuration that Terraform's provider and backend read as well: KUBE_CONFIG_PATH, else ~/.kube/config. */
export function kubeConfigOf(environment: NodeJS.ProcessEnv, context: string): KubeConfig {
  const kubeConfig = new KubeConfig();
  const path = environment['KUBE_CONFIG_PATH'];
  if (path) kubeConfig.loadFromFile(path);
  else kubeConfig.loadFromDefault();
  if (!kubeConfig.getContextObject(context)) {
    const known = kubeConfig.contexts.map(({ name }) => name);
    throw new PhaseFailed(
      `The kube context "${context}" is not in ${path ?? '~/.kube/config'}, which knows ${known.length === 0 ? 'none' : known.join(', ')}. ` +
        'Set cluster.context in the environment file, or KUBE_CONFIG_PATH to the file that has it.',
    );
  }
  kubeConfig.setCurrentContext(context);
  return kubeConfig;
}

/** Version in the image tag of the web Deployment (`<version>-<content hash>`); undefined when nothing is deployed. */
export async function deployedVersion(kubeConfig: KubeConfig, namespace: string): Promise<string | undefined> {
  try {
    const { body } = await kubeConfig.makeApiClient(AppsV1Api).readNamespacedDeployment('web', namespace);
    const image = body.spec?.template.spec?.containers[0]?.image ?? '';
    return /:(?<version>.+)-[0-9a-f]{12}$/.exec(image)?.groups?.['version'] ?? image;
  } catch (error) {
    if ((error as HttpError).statusCode === 404) return undefined;
    throw new PhaseFailed(
      `The cluster of kube context "${kubeConfig.getCurrentContext()}" (${kubeConfig.getCurrentCluster()?.server ?? 'no server'}) does not answer: ` +
        `${error instanceof Error ? error.message : String(error)}. Check that it runs and that you may read Deployments in namespace "${namespace}".`,
    );
  }
}
