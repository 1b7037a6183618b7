import type { Severity } from '../model';
import type { Hit } from './hit';
import type { Release } from './release';

export type { Hit, Place } from './hit';

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
  /** What it cannot see although a reader may think so. @default - nothing that needs saying */
  readonly limits?: string;
  /** Where the rule behind it is written down. */
  readonly source?: string;
  readonly check: (release: Release) => Iterable<Hit>;
}
