import type { Json, Plan, Workload } from '../model';

/** What applying these plans does, and nothing else; holds secret values, so it is never published. */
export type Effects = Json;

export function effectsOf(_plans: readonly Plan[], _workloads: readonly Workload[]): Effects {
  return null;
}

/** `sha256:<hex>` over the canonical form of `effectsOf`: what an approval names. See docs/digest.md. */
export function digestOf(_plans: readonly Plan[], _workloads: readonly Workload[]): string {
  return 'sha256:';
}

/** Names what differs between two releases, by stack, address and path; empty when the digests are equal. */
export function digestDifference(_a: Effects, _b: Effects): readonly string[] {
  return [];
}
