import type { LabRecord } from './record';
import type { Paths } from './layout';

/** What a component may know of the lab it is part of. */
export interface Lab {
  readonly paths: Paths;
  readonly environment: NodeJS.ProcessEnv;
  /** Aborted by Ctrl-C; whatever waits must give up then. */
  readonly signal: AbortSignal;
  /** What has been written down of this lab: host settings before it, versions, where parts come from. */
  readonly record: LabRecord;
  /** A line for the person who waits. */
  readonly note: (text: string) => void;
  /** What goes on at the moment, shown only to somebody who has waited for a while. */
  readonly working: (text: string) => void;
}

export type Health =
  | { readonly state: 'healthy'; readonly detail?: string }
  | { readonly state: 'unhealthy'; readonly because: string }
  /** Its process does not run: waiting would not help. */
  | { readonly state: 'stopped'; readonly because: string };

export const healthy: Health = { state: 'healthy' };

export function unhealthy(because: string): Health {
  return { state: 'unhealthy', because };
}

/** One part of the lab, complete in itself. The runner does order, progress, time limits, repair and the way back. */
export interface Component {
  readonly name: string;
  /** What it is for, in the words of somebody who waits for it. */
  readonly purpose: string;
  /** Names of the components that must be healthy before this one starts. */
  readonly needs: readonly string[];
  /** How long it usually takes, as told to the user; a function where that depends on what is there already. */
  readonly usualSeconds: number | ((lab: Lab) => Promise<number>);
  readonly limitSeconds: number;
  /** Address that a person or program would use, if any. */
  readonly address?: string;
  /** Checked before `start` (is there anything to do?), after it (until healthy) and by `lab status`. */
  readonly check: (lab: Lab) => Promise<Health>;
  /**
   * How long one that is unhealthy, though its process runs, may take to recover before it is started anew: what it needs
   * may just have been repaired, or an interrupted run may have started it. @default 0
   */
  readonly recoverySeconds?: number;
  /** A need whose new start makes it unhealthy a moment later, and how long it is watched before it counts as healthy. */
  readonly unsettledBy?: { readonly need: string; readonly seconds: number };
  /** Starts or repairs; must cope with whatever an interrupted run left. */
  readonly start: (lab: Lab) => Promise<void>;
  /** Ends what a failed `start` left running; must cope with nothing to end. */
  readonly stop?: (lab: Lab) => Promise<void>;
  /** Called by `down` once no process of the lab is left: takes away what outlives processes. Copes with nothing to do. */
  readonly remove?: (lab: Lab) => Promise<void>;
  /** Paths outside the state folder that its programs make unasked; `down` removes those that were absent before. */
  readonly leaves?: readonly string[];
  /** The same for folders that other programs of the machine use as well: removed only when nothing is left in them. */
  readonly leavesEmpty?: readonly string[];
  readonly version?: (lab: Lab) => Promise<string>;
}
