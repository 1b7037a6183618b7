import type { AppsV1Api } from '@kubernetes/client-node';
import { clusterError, statusOf } from '../release/cluster-error';
import type { DescribedEnvironment } from '../release/description';

/** Version in the image tag of the web Deployment; undefined when nothing is deployed. */
export async function deployedVersion(
  environment: DescribedEnvironment,
  api: Pick<AppsV1Api, 'readNamespacedDeployment'>,
): Promise<string | undefined> {
  const { name } = environment.web;
  const { application } = environment.namespaces;
  try {
    const { body } = await api.readNamespacedDeployment(name, application);
    const containers = body.spec?.template.spec?.containers ?? [];
    // By its name: a mesh or a policy of the cluster may have put one of its own before it.
    return versionIn(containers.find((container) => container.name === name)?.image);
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw clusterError(error, { asked: `read Deployment "${name}" in namespace "${application}"`, environment });
  }
}

/** The version of `<registry>/<name>:<version>-<content hash>`; of an image that this project did not build, all of it. */
function versionIn(image = 'unknown'): string {
  // A tag holds neither colon nor slash; the registry before it may well have a port.
  return /:(?<version>[^:/]+)-[0-9a-f]{12}$/.exec(image)?.groups?.['version'] ?? image;
}
