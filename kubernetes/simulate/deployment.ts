import { type IntOrPercent, scaled } from '../int-or-percent';
import { type Delays, type Measured, play, type SimulatedPod, SimulatedPods } from './pod';

interface SimulatedDeployment {
  readonly before: number;
  readonly after: number;
  readonly templateChanges: boolean;
  readonly strategy: 'RollingUpdate' | 'Recreate';
  readonly maxSurge: IntOrPercent;
  readonly maxUnavailable: IntOrPercent;
}

/** Two ReplicaSets as the Deployment controller sees them: what each is told, and what of it is there. */
class ReplicaSet {
  wanted: number;
  /** What the Deployment wanted when this ReplicaSet was last told: the annotation `desired-replicas`. */
  desired: number;

  constructor(
    private readonly pods: SimulatedPods,
    private readonly version: 'old' | 'new',
    wanted: number,
    desired: number,
  ) {
    this.wanted = wanted;
    this.desired = desired;
  }

  tell(wanted: number, desired: number): void {
    this.wanted = Math.max(0, wanted);
    this.desired = desired;
    this.sync();
  }

  available(): number {
    return this.pods.available(this.version).length;
  }

  /** The ReplicaSet controller: unavailable pods go first, the newest of them before the others. */
  sync(): void {
    const running = this.pods.running(this.version);
    for (let missing = this.wanted - running.length; missing > 0; missing--) this.pods.start(this.version, -1);
    const leastUseful = [...running].sort((a, b) => rank(this.pods, a) - rank(this.pods, b) || b.name - a.name);
    for (const pod of leastUseful.slice(0, Math.max(0, running.length - this.wanted))) this.pods.stop(pod);
  }
}

const rank = (pods: SimulatedPods, pod: SimulatedPod): number => (pods.isAvailable(pod) ? 1 : 0);

/** The Deployment controller of Kubernetes 1.34, one reconciliation a step. */
export function simulateDeployment(deployment: SimulatedDeployment, delays: Delays): Measured {
  const { before, after, strategy } = deployment;
  const pods = new SimulatedPods(before, delays);
  const current = new ReplicaSet(pods, 'old', before, before);
  let next = deployment.templateChanges ? undefined : current;
  const others = (): readonly ReplicaSet[] => (next === current ? [] : [current]);
  const sets = (): readonly ReplicaSet[] => (next === undefined || next === current ? [current] : [current, next]);
  const told = (): number => sets().reduce((sum, { wanted }) => sum + wanted, 0);
  const roomForNew = (have: number): number => {
    if (strategy === 'Recreate') return after;
    const most = after + (scaled(deployment.maxSurge, after, 'up') ?? 0);
    return have + Math.min(Math.max(0, most - told()), Math.max(0, after - have));
  };

  function reconcile(): boolean {
    // A change of the number comes before anything else, whichever ReplicaSet is the active one.
    const active = sets().filter(({ wanted }) => wanted > 0);
    if (active.some(({ desired }) => desired !== after)) {
      if (active.length === 1) active[0]?.tell(after, after);
      return false;
    }
    if (strategy === 'Recreate' && next !== current) {
      if (current.wanted > 0) {
        current.tell(0, after);
        return false;
      }
      if (pods.present().some(({ version }) => version === 'old')) return false;
    }
    if (next === undefined) {
      next = new ReplicaSet(pods, 'new', 0, after);
      next.tell(roomForNew(0), after);
      return false;
    }
    if (next.wanted !== after) {
      const wanted = next.wanted > after ? after : roomForNew(next.wanted);
      if (wanted !== next.wanted) {
        next.tell(wanted, after);
        return false;
      }
    }
    for (const old of others()) if (old.wanted > 0) return shrink(old, next);
    return pods.available().length >= after && pods.present().length === after;
  }

  /** Old pods go as far as the minimum allows: first those that serve nobody, then as many available ones. */
  function shrink(old: ReplicaSet, fresh: ReplicaSet): false {
    const least = after - unavailablePods(deployment);
    const most = told() - least - (fresh.wanted - fresh.available());
    if (most <= 0) return false;
    const idle = Math.min(most, old.wanted - old.available());
    if (idle > 0) old.tell(old.wanted - idle, after);
    const spare = old.available() + fresh.available() - least;
    if (spare > 0) old.tell(old.wanted - Math.min(spare, old.wanted), after);
    return false;
  }

  return play(pods, reconcile);
}

/** As the API server and the controller read it: down, and one when neither surge nor this leaves anything to do. */
function unavailablePods({ after, maxSurge, maxUnavailable }: SimulatedDeployment): number {
  if (after === 0) return 0;
  const away = scaled(maxUnavailable, after, 'down') ?? 0;
  const extra = scaled(maxSurge, after, 'up') ?? 0;
  return Math.min(after, away === 0 && extra === 0 ? 1 : away);
}
