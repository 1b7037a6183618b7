import { type IntOrPercent, scaled } from '../int-or-percent';
import { type Delays, type Measured, play, type SimulatedPod, SimulatedPods } from './pod';

interface SimulatedDaemonSet {
  readonly nodes: number;
  readonly maxSurge: IntOrPercent;
  readonly maxUnavailable: IntOrPercent;
}

/** The DaemonSet controller of Kubernetes 1.34 during a rolling update, one reconciliation a step; a node is an ordinal. */
export function simulateDaemonSet(set: SimulatedDaemonSet, delays: Delays): Measured {
  const pods = new SimulatedPods(set.nodes, delays);
  const surge = scaled(set.maxSurge, set.nodes, 'up') ?? 0;
  let away = scaled(set.maxUnavailable, set.nodes, 'up') ?? 0;
  if (set.nodes > 0 && surge === 0 && away === 0) away = 1;
  const on = (node: number): readonly SimulatedPod[] => pods.present().filter(({ ordinal }) => ordinal === node);
  const nodes = Array.from({ length: set.nodes }, (_, node) => node);

  /** The old pod goes first: a node takes its new pod when nothing of the set is left on it. */
  function exchange(): void {
    for (const node of nodes) if (on(node).length === 0) pods.start('new', node);
    let unavailable = 0;
    const candidates: SimulatedPod[] = [];
    for (const node of nodes) {
      const [pod] = on(node);
      if (pod === undefined || !pods.isAvailable(pod)) unavailable++;
      else if (pod.version === 'old') candidates.push(pod);
    }
    for (const pod of candidates.slice(0, Math.max(0, away - unavailable))) pods.stop(pod);
  }

  /** The new pod comes first: the old one goes when the new one beside it is available. */
  function surgeOver(): void {
    let surging = 0;
    const candidates: number[] = [];
    for (const node of nodes) {
      const running = on(node).filter(({ goneAt }) => goneAt === undefined);
      const old = running.find(({ version }) => version === 'old');
      const fresh = running.find(({ version }) => version === 'new');
      if (old === undefined) continue;
      if (fresh === undefined) candidates.push(node);
      else if (pods.isAvailable(fresh)) pods.stop(old);
      else surging++;
    }
    for (const node of candidates.slice(0, Math.max(0, surge - surging))) pods.start('new', node);
  }

  return play(pods, () => {
    if (surge === 0) exchange();
    else surgeOver();
    const present = pods.present();
    return present.length === set.nodes && present.every((pod) => pod.version === 'new' && pods.isAvailable(pod));
  });
}
