import { setFlagsFromString } from 'node:v8';

/**
 * Lets functions run seven times as long as V8's default before it optimises them. A command is over in less than a
 * second, and most of what V8 would have optimised by then is never used again (bench/review.ts: a third of the CPU).
 * Part of what a code cache is valid for, so that whoever writes one calls it as well.
 */
export function optimiseLate(): void {
  setFlagsFromString('--interrupt-budget=500000');
}
