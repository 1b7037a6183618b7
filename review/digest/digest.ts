import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Json, Plan, Workload } from '../model';
import { type Effects, effectsOf } from './effects';

/** `sha256:<hex>` over the canonical form (RFC 8785) of `effectsOf`: what an approval names. See docs/digest.md. */
export function digestOf(plans: readonly Plan[], workloads: readonly Workload[]): string {
  return `sha256:${createHash('sha256')
    .update(canonicalText(effectsOf(plans, workloads)))
    .digest('hex')}`;
}

function canonicalText(effects: Effects): string {
  return canonicalize(effects satisfies { [key in keyof Effects]: Json | number }) ?? '';
}
