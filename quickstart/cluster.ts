import { AppsV1Api, type HttpError, type KubeConfig } from '@kubernetes/client-node';
import { PhaseFailed } from './phase-failed';

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
