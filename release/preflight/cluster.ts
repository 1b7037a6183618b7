import { CoreV1Api, VersionApi, type HttpError } from '@kubernetes/client-node';
import { clientOf, KubeConfigError, kubeConfigPath, loadContext } from '../kube-config';
import type { Check } from './check';

/** The pinned context, a cluster that answers, and in it what `bootstrap` makes. */
export const clusterProblems: Check = async ({ environment, variables }) => {
  const { kubeContext, namespaces, credentials, name } = environment;
  try {
    const config = loadContext(kubeConfigPath(variables), kubeContext);
    const server = config.getCurrentCluster()?.server ?? 'no server';
    const complaint = await failureOf(clientOf(config, VersionApi).getCode());
    // Any other refusal is an answer too: what this user may do shows when it is done.
    if (complaint !== undefined && complaint.status === undefined)
      return [
        `The cluster of kube context "${kubeContext}" (${server}) does not answer: ${complaint.message}. ` +
          'Start it, or correct the server in the kube configuration.',
      ];
    if (complaint?.status === 401)
      return [
        `The cluster of kube context "${kubeContext}" (${server}) does not accept your credentials. Log in to it again, or correct the user in the kube configuration.`,
      ];
    const core = clientOf(config, CoreV1Api);
    const wanted = [
      ...[...new Set([namespaces.state, namespaces.application])].map((namespace) => ({
        object: `namespace "${namespace}"`,
        read: core.readNamespace(namespace),
      })),
      {
        object: `Secret "${credentials.secret}" in namespace "${namespaces.application}"`,
        read: core.readNamespacedSecret(credentials.secret, namespaces.application),
      },
    ];
    const absent = await Promise.all(
      wanted.map(async ({ object, read }) => ((await failureOf(read))?.status === 404 ? [object] : [])),
    );
    const missing = absent.flat();
    if (missing.length === 0) return [];
    return [
      `The cluster of kube context "${kubeContext}" has no ${missing.join(', no ')}. Prepare it once: npm run bootstrap -- --environment ${name}`,
    ];
  } catch (error) {
    if (error instanceof KubeConfigError) return [error.message];
    throw error;
  }
};

/** Why a request failed; `status` when it was the server that refused. */
async function failureOf(
  request: Promise<unknown>,
): Promise<{ readonly status?: number; readonly message: string } | undefined> {
  try {
    await request;
    return undefined;
  } catch (error) {
    const { statusCode, message } = error as HttpError;
    return { status: statusCode, message };
  }
}
