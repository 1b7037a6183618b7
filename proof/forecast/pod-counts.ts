/** What of a pod counts, as the API server shows it. */
export interface PodObject {
  readonly metadata?: {
    readonly uid?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly deletionTimestamp?: unknown;
  };
  readonly status?: {
    readonly phase?: string;
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
}

/** Pods of one workload at one moment. */
interface PodCount {
  /** Ready and not told to stop: what the workload controllers call available, where minReadySeconds is 0. */
  readonly available: number;
  /** Neither ended nor told to stop. */
  readonly running: number;
  /** Told to stop, and still there. */
  readonly terminating: number;
}

/** The same over time, since `begin`. */
export interface PodExtremes {
  readonly podsBefore: number;
  readonly lowestAvailable: number;
  readonly highestRunning: number;
  readonly highestWithTerminating: number;
}

interface Seen {
  readonly workload: string;
  readonly state: keyof PodCount | 'unready' | 'ended';
}

/** The label that names a pod's workload in the project's stacks. */
const workloadLabel = 'app.kubernetes.io/name';

/**
 * Counts pods by workload from every single change of a pod, in the order in which the cluster stored them. The number
 * in a Deployment's status comes later and leaves out what was soon over.
 */
export class PodCounts {
  private pods = new Map<string, Seen>();
  private readonly extremes = new Map<string, PodExtremes>();

  /** What holds from now on, whatever was before: the answer of a list. */
  replaceAll(pods: readonly PodObject[]): void {
    this.pods = new Map(pods.map((pod) => [uidOf(pod), seenOf(pod)]));
    this.note();
  }

  see(event: 'ADDED' | 'MODIFIED' | 'DELETED', pod: PodObject): void {
    if (event === 'DELETED') this.pods.delete(uidOf(pod));
    else this.pods.set(uidOf(pod), seenOf(pod));
    this.note();
  }

  now(workload: string): PodCount {
    const states = [...this.pods.values()].filter((pod) => pod.workload === workload).map(({ state }) => state);
    const count = (...wanted: readonly Seen['state'][]): number =>
      states.filter((state) => wanted.includes(state)).length;
    return {
      available: count('available'),
      running: count('available', 'unready'),
      terminating: count('terminating'),
    };
  }

  /** From here on the extremes count. */
  begin(): void {
    this.extremes.clear();
    for (const workload of this.workloads()) {
      const { available, running, terminating } = this.now(workload);
      // Of a Job that has ended only the record is left.
      if (running + terminating === 0) continue;
      this.extremes.set(workload, {
        podsBefore: running,
        lowestAvailable: available,
        highestRunning: running,
        highestWithTerminating: running + terminating,
      });
    }
  }

  /** Extremes of every workload that had a pod at `begin`. */
  sinceBegin(): Readonly<Record<string, PodExtremes>> {
    return Object.fromEntries([...this.extremes].sort(([one], [other]) => (one < other ? -1 : 1)));
  }

  private note(): void {
    for (const [workload, old] of this.extremes) {
      const { available, running, terminating } = this.now(workload);
      this.extremes.set(workload, {
        podsBefore: old.podsBefore,
        lowestAvailable: Math.min(old.lowestAvailable, available),
        highestRunning: Math.max(old.highestRunning, running),
        highestWithTerminating: Math.max(old.highestWithTerminating, running + terminating),
      });
    }
  }

  private workloads(): ReadonlySet<string> {
    return new Set([...this.pods.values()].map(({ workload }) => workload));
  }
}

const uidOf = ({ metadata }: PodObject): string => metadata?.uid ?? '';

function seenOf({ metadata, status }: PodObject): Seen {
  return { workload: metadata?.labels?.[workloadLabel] ?? '', state: stateOf({ metadata, status }) };
}

function stateOf({ metadata, status }: PodObject): Seen['state'] {
  // An ended pod is kept for its logs, for instance that of a Job: it takes no room and is told to stop by nobody.
  if (status?.phase === 'Succeeded' || status?.phase === 'Failed') return 'ended';
  if (metadata?.deletionTimestamp) return 'terminating';
  const ready = status?.conditions?.some((one) => one.type === 'Ready' && one.status === 'True');
  return ready ? 'available' : 'unready';
}
