import type { Place } from './hit';

/**
 * The stable name of a finding: rule, object, and what inside it; `stack.address` is written as one. Never a value,
 * so that it outlives a version bump; a rename makes it another finding, and a waiver for it unmatched.
 */
export function fingerprintOf(rule: string, { stack, address }: Place, subject: string): string {
  return `${rule}/${address === '' ? stack : `${stack}.${address}`}/${subject}`;
}
