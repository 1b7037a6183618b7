import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Json, Plan, Workload } from '../model';
import { type Effects, effectsOf } from './effects';

export { type Effects, effectsOf };

/** `sha256:<hex>` over the canonical form (RFC 8785) of `effectsOf`: what an approval names. See docs/digest.md. */
export function digestOf(plans: readonly Plan[], workloads: readonly Workload[]): string {
  return digestOfEffects(effectsOf(plans, workloads));
}

export function digestOfEffects(effects: Effects): string {
  return `sha256:${createHash('sha256').update(canonicalText(effects)).digest('hex')}`;
}

function canonicalText(effects: Effects): string {
  return canonicalize(effects satisfies { [key in keyof Effects]: Json | number }) ?? '';
}
