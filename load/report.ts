/** What a load run saw. Pure data: the command line prints it as JSON, quickstart and the real tests judge it. */
export interface LoadReport {
  readonly url: string;
  /** ISO time of the first request. */
  readonly startedAt: string;
  readonly seconds: number;
  readonly requests: Tally;
  readonly orders: Tally;
  /** Longest time in which no request of any kind got a successful answer, in milliseconds, start and end included. */
  readonly longestGapMilliseconds: number;
  /** When that gap began, in milliseconds since the start. */
  readonly longestGapAtMilliseconds: number;
  readonly latencyMilliseconds: Latency;
  /** Most requests that were under way at one moment. */
  readonly mostConcurrent: number;
  /** How late a request left at worst: above a few milliseconds, this machine was too busy to keep the rate. */
  readonly worstDelayMilliseconds: number;
  /** Answers of GET /version by second and version, in order of time. */
  readonly versions: readonly VersionCount[];
  readonly failures: readonly Failure[];
  /** References of orders that the service said it has taken. */
  readonly acknowledged: readonly string[];
  /** Every reference of this run starts with it. */
  readonly prefix: string;
}

export interface Tally {
  readonly sent: number;
  readonly succeeded: number;
  readonly failed: number;
}

export interface Latency {
  readonly median: number;
  readonly p99: number;
  readonly highest: number;
}

export interface VersionCount {
  /** Whole seconds since the start. */
  readonly second: number;
  readonly version: string;
  readonly answers: number;
}

export type Purpose = 'version' | 'order';

/** Why a request has no successful answer. */
export type FailureKind =
  | 'refused' // no process listens there
  | 'reset' // the connection ended before the answer did
  | 'timeout'
  | 'unreachable' // no route, no such name
  | 'status' // an answer, but not a success
  | 'invalid' // a success that does not say what it must
  | 'other';

export interface Failure {
  readonly at: string;
  /** Since the start, of the moment the request was due. */
  readonly milliseconds: number;
  /** How long it took until it failed. */
  readonly afterMilliseconds: number;
  readonly purpose: Purpose;
  readonly kind: FailureKind;
  /** Status code and body, or the system's error. */
  readonly detail: string;
  readonly reference?: string;
}
