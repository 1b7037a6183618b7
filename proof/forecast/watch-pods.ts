import { setTimeout as sleep } from 'node:timers/promises';
import { CoreV1Api, Watch, type KubeConfig } from '@kubernetes/client-node';
import { clientOf } from '../../release/kube-config';
import { PodCounts, type PodObject } from './pod-counts';

export interface PodWatch {
  readonly counts: PodCounts;
  /** How often the watch broke off: between its end and the next list something may have gone unseen. */
  interruptions(): number;
  /** Milliseconds since the last change of any pod. */
  quietFor(): number;
  stop(): void;
}

/**
 * Watches all pods of a namespace: lists them, then follows every change from exactly there. A watch from no version may
 * end at once with a Status instead of an object: "Too large resource version" (504), seen on the lab, where the API
 * server's cache of a kind had not heard of writes to other kinds.
 */
export async function watchPods(config: KubeConfig, namespace: string): Promise<PodWatch> {
  const core = clientOf(config, CoreV1Api);
  const watch = new Watch(config);
  const counts = new PodCounts();
  let stopped = false;
  let interruptions = 0;
  let changed = Date.now();
  let abort = (): void => undefined;

  async function follow(): Promise<void> {
    const { body } = await core.listNamespacedPod(namespace);
    counts.replaceAll(body.items);
    changed = Date.now();
    const request = (await watch.watch(
      `/api/v1/namespaces/${namespace}/pods`,
      { resourceVersion: body.metadata?.resourceVersion },
      (event: string, pod: PodObject) => {
        // The others carry no pod: a bookmark, or the Status that ends the watch.
        if (event !== 'ADDED' && event !== 'MODIFIED' && event !== 'DELETED') return;
        counts.see(event, pod);
        changed = Date.now();
      },
      () => void begunAnew(),
    )) as { abort: () => void };
    abort = () => request.abort();
    // Stopped while this was under way.
    if (stopped) abort();
  }

  async function begunAnew(): Promise<void> {
    if (stopped) return;
    interruptions += 1;
    while (!stopped) {
      try {
        return await follow();
      } catch {
        // The API server is away for a moment; whoever waits for the pods has a deadline of its own.
        await sleep(250);
      }
    }
  }

  await follow();
  return {
    counts,
    interruptions: () => interruptions,
    quietFor: () => Date.now() - changed,
    stop: () => {
      stopped = true;
      abort();
    },
  };
}
