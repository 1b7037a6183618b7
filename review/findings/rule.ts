import type { Severity } from '../model';
import type { Release } from './release';

/**
 * One rule, complete in itself: what it looks for, why that hurts, what to do. The docs page is generated from it.
 * Adding one takes this file, a line in rules.ts, and two fixtures: a plan that fires it and a near miss.
 */
export interface Rule {
  readonly id: string;
  readonly severity: Severity;
  /**
   * `change`: fires only on what the release under review changes. `either`: every hit says whether the change brought
   * it or it was so before; what was so before never raises the verdict.
   */
  readonly on: 'change' | 'either';
  /** What it finds, as a noun phrase for the table of all rules. */
  readonly what: string;
  /** Why that hurts users. */
  readonly why: string;
  /** What to do instead. */
  readonly remedy: string;
  /** Where the rule behind it is written down. */
  readonly source?: string;
  readonly check: (release: Release) => Iterable<Hit>;
}

/** One place where a rule fires. */
export interface Hit {
  /** The object it is about; a change, a Kubernetes object and a workload all are places. */
  readonly at: Place;
  /** What inside the object: a container's name, a port. Part of the fingerprint, so never a value that changes. */
  readonly subject?: string;
  /** One sentence that names what happens; never the value of anything sensitive. */
  readonly message: string;
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
