import type { Rule } from '../findings/rule';
import type { PolicySettings } from './settings';
import type { Thresholds } from './thresholds';

export type { Assumption, PolicySettings, Waiver } from './settings';

/** Everything a project decides about its reviews; every field has a default. */
export interface Policy extends PolicySettings {
  /** Rules of the project's own, after ours in every report. */
  readonly rules: readonly Rule[];
}

/** What `plimsoll.config.*` holds: any part of a policy; what is missing keeps its default. */
export interface PolicyFile extends Partial<Omit<Policy, 'thresholds' | 'verdict'>> {
  readonly thresholds?: Partial<Thresholds>;
  readonly verdict?: Partial<Policy['verdict']>;
}
