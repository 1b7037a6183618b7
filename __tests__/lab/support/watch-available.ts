import { watchPods } from '../../../proof/forecast/watch-pods';
import { cluster, namespace } from './ring';

/** Watches the pods of a workload; `stop` returns the lowest number that was available, or throws if it may have missed one. */
export async function watchAvailable(name: string): Promise<{ stop: () => number }> {
  const pods = await watchPods(cluster().config, namespace);
  pods.counts.begin();
  return {
    stop: () => {
      pods.stop();
      const seen = pods.counts.sinceBegin()[name];
      if (!seen) throw new Error(`no pod of ${name} ran when the watch began`);
      if (pods.interruptions() > 0)
        throw new Error('the watch of the pods broke off, so something may have gone unseen');
      return seen.lowestAvailable;
    },
  };
}
