import { type Delays, type Measured, play, type SimulatedPod, SimulatedPods } from './pod';

interface SimulatedStatefulSet {
  readonly before: number;
  readonly after: number;
  readonly templateChanges: boolean;
  readonly partition: number;
  readonly podManagementPolicy: 'OrderedReady' | 'Parallel';
  readonly maxUnavailable: number;
}

/** The StatefulSet controller of Kubernetes 1.34 and 1.35, one reconciliation a step. */
export function simulateStatefulSet(set: SimulatedStatefulSet, delays: Delays): Measured {
  const pods = new SimulatedPods(set.before, delays);
  const ordered = set.podManagementPolicy === 'OrderedReady';
  const at = (ordinal: number): SimulatedPod | undefined => pods.present().find((pod) => pod.ordinal === ordinal);
  const versionOf = (ordinal: number): 'old' | 'new' =>
    set.templateChanges && ordinal >= set.partition ? 'new' : 'old';
  const outdated = (pod: SimulatedPod): boolean => pod.version !== versionOf(pod.ordinal);

  /** Pods that should be there, from ordinal 0 up; false when this step must go no further. */
  function fill(): boolean {
    for (let ordinal = 0; ordinal < set.after; ordinal++) {
      const pod = at(ordinal);
      if (pod === undefined) pods.start(versionOf(ordinal), ordinal);
      if (ordered && (pod === undefined || !pods.isAvailable(pod))) return false;
    }
    return true;
  }

  /** Pods beyond the wanted number, from the highest ordinal down. */
  function condemn(): boolean {
    const beyond = [...pods.present()].filter(({ ordinal }) => ordinal >= set.after);
    for (const pod of beyond.sort((a, b) => b.ordinal - a.ordinal)) {
      if (pod.goneAt === undefined) pods.stop(pod);
      if (ordered) return false;
    }
    return true;
  }

  /** Pods of the old revision, from the highest ordinal down to the partition. */
  function update(): void {
    let away = 0;
    if (set.maxUnavailable > 1) {
      for (let ordinal = 0; ordinal < set.after; ordinal++) {
        const pod = at(ordinal);
        if (pod === undefined || !pods.isAvailable(pod)) away++;
      }
    }
    for (let ordinal = set.after - 1; ordinal >= set.partition; ordinal--) {
      const pod = at(ordinal);
      if (pod === undefined) return;
      if (outdated(pod) && pod.goneAt === undefined) {
        if (set.maxUnavailable > 1 && away >= set.maxUnavailable) return;
        pods.stop(pod);
        if (set.maxUnavailable === 1) return;
        away++;
      } else if (set.maxUnavailable === 1 && !pods.isAvailable(pod)) return;
    }
  }

  return play(pods, () => {
    if (fill() && condemn()) update();
    const present = pods.present();
    return (
      present.length === set.after &&
      present.every((pod) => pods.isAvailable(pod) && !(pod.ordinal >= set.partition && outdated(pod)))
    );
  });
}
