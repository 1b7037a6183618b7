import type { Severity, Verdict } from '../model';
import type { Condition } from '../findings/conditions';
import type { Thresholds } from './thresholds';

/** An exception from one finding: named by its fingerprint, owned by somebody, for a reason, until a day. */
export interface Waiver {
  /** `rule/stack.address/subject`, as every report prints it. */
  readonly finding: string;
  readonly owner: string;
  readonly reason: string;
  /** Last day on which it holds, `YYYY-MM-DD` in UTC. */
  readonly until: string;
}

/** What the plan cannot show of a workload, but its owners know. */
export interface Assumption {
  /** A pattern over `stack.address` or `namespace/name`; `*` stands for any characters. */
  readonly workload: string;
  /**
   * `drains-itself`: answers what it has begun after SIGTERM, so no preStop is needed. `no-traffic`: nobody connects to
   * it. `rereads-configuration`: takes up changes of mounted ConfigMaps and Secrets without a restart.
   */
  readonly holds: 'drains-itself' | 'no-traffic' | 'rereads-configuration';
  /** Why that is known; printed with the assumptions of the review. */
  readonly because: string;
}

/** Everything a project decides about its reviews as data; every field has a default. */
export interface PolicySettings {
  /** Severity by rule id; `off` silences a rule. */
  readonly severities: { readonly [rule: string]: Severity | 'off' };
  readonly thresholds: Thresholds;
  /** What each condition makes of the verdict. */
  readonly verdict: { readonly [condition in Condition]: Verdict };
  /** Patterns over `stack.address` or a type: replacing or deleting one of these is a critical finding. */
  readonly protected: readonly string[];
  readonly assumptions: readonly Assumption[];
  /** Version constraint by provider source, several with `||` between; a plan with another one is a finding. */
  readonly providers: { readonly [source: string]: string };
  readonly waivers: readonly Waiver[];
}
