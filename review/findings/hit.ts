import type { Severity } from '../model';

/** One place where a rule fires. */
export interface Hit {
  /** The object it is about; a change, a Kubernetes object and a workload all are places. */
  readonly at: Place;
  /** What inside the object: a container's name, a port. Part of the fingerprint, so never a value that changes. */
  readonly subject?: string;
  /** One sentence that names what happens; never the value of anything sensitive. */
  readonly message: string;
  /** What to do instead, where the rule's own advice does not fit. @default - the rule's remedy */
  readonly remedy?: string;
  /** Was it so before this release? Only rules on `either` say. @default - 'change' */
  readonly on?: 'change' | 'state';
  /** How bad this one is, where the rule's own severity does not fit. @default - the rule's severity */
  readonly severity?: Severity;
}

export interface Place {
  readonly stack: string;
  readonly address: string;
  readonly constructPath?: string;
}
