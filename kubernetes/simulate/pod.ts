/** One pod of a simulated rollout. Times are whole steps of the simulation. */
export interface SimulatedPod {
  readonly name: number;
  readonly version: 'old' | 'new';
  readonly ordinal: number;
  /** Step from which on it is available. */
  readonly availableAt: number;
  /** Step in which it is gone, once it was told to stop. */
  goneAt?: number;
}

/** Delays of every pod that starts and stops, drawn by the caller: the simulation itself has no chance in it. */
export interface Delays {
  /** Steps until the n-th started pod is available; at least 1. */
  readonly ready: (started: number) => number;
  /** Steps until the n-th stopped pod is gone; at least 0. */
  readonly stop: (stopped: number) => number;
}

export interface Measured {
  lowestAvailable: number;
  highestRunning: number;
  highestWithTerminating: number;
  finished: boolean;
}

/** The pods of one workload, and what was measured of them. */
export class SimulatedPods {
  private pods: SimulatedPod[] = [];
  private started = 0;
  private stopped = 0;
  now = 0;
  readonly measured: Measured = {
    lowestAvailable: Number.POSITIVE_INFINITY,
    highestRunning: 0,
    highestWithTerminating: 0,
    finished: false,
  };

  constructor(
    running: number,
    private readonly delays: Delays,
  ) {
    for (let ordinal = 0; ordinal < running; ordinal++)
      this.pods.push({ name: -1 - ordinal, version: 'old', ordinal, availableAt: 0 });
    this.measure();
  }

  start(version: 'old' | 'new', ordinal: number): void {
    const availableAt = this.now + this.delays.ready(this.started++);
    this.pods.push({ name: this.started, version, ordinal, availableAt });
    this.measure();
  }

  stop(pod: SimulatedPod): void {
    pod.goneAt = this.now + this.delays.stop(this.stopped++);
    this.measure();
  }

  /** Those that exist, terminating ones included. */
  present(): readonly SimulatedPod[] {
    return this.pods.filter(({ goneAt }) => goneAt === undefined || goneAt > this.now);
  }

  running(version?: 'old' | 'new'): readonly SimulatedPod[] {
    return this.present().filter((pod) => pod.goneAt === undefined && (version ?? pod.version) === pod.version);
  }

  available(version?: 'old' | 'new'): readonly SimulatedPod[] {
    return this.running(version).filter((pod) => this.isAvailable(pod));
  }

  isAvailable(pod: SimulatedPod): boolean {
    return pod.goneAt === undefined && pod.availableAt <= this.now;
  }

  tick(): void {
    this.now++;
    this.pods = [...this.present()];
    this.measure();
  }

  private measure(): void {
    const { measured } = this;
    measured.lowestAvailable = Math.min(measured.lowestAvailable, this.available().length);
    measured.highestRunning = Math.max(measured.highestRunning, this.running().length);
    measured.highestWithTerminating = Math.max(measured.highestWithTerminating, this.present().length);
  }
}

/** Lets a controller look at the pods once a step until it says it is done. */
export function play(pods: SimulatedPods, sync: () => boolean, mostSteps = 5000): Measured {
  for (let step = 0; step < mostSteps; step++) {
    if (sync()) {
      pods.measured.finished = true;
      break;
    }
    pods.tick();
  }
  return pods.measured;
}
