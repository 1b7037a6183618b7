import { cluster, namespace } from './ring';

/** Watches a Deployment's `status.availableReplicas`; `stop` returns the lowest that was seen. */
export async function watchAvailable(name: string): Promise<{ stop: () => number }> {
  let lowest = Infinity;
  const request = (await cluster().watch.watch(
    `/apis/apps/v1/namespaces/${namespace}/deployments`,
    { fieldSelector: `metadata.name=${name}` },
    (phase: string, deployment: { status?: { availableReplicas?: number } }) => {
      // The other phases carry no Deployment: a bookmark, or the Status that ends a watch.
      if (phase !== 'ADDED' && phase !== 'MODIFIED') return;
      lowest = Math.min(lowest, deployment.status?.availableReplicas ?? 0);
    },
    () => undefined,
  )) as { abort: () => void };
  return {
    stop: () => {
      request.abort();
      return lowest;
    },
  };
}
