import type { Condition, Impact, Reason } from '../model';

/** One thing that a release does to the users of a workload. The worst of all is the workload's impact. */
export interface Effect extends Reason {
  readonly impact: Impact;
  readonly conditions: readonly Condition[];
  /** Pods may become unready though none stops: how many stay available is then not known. */
  readonly unready?: true;
  /** To so many pods it comes down, whatever the rollout does. */
  readonly lowest?: number;
}

const mildestFirst: readonly Impact[] = ['none', 'reduced', 'errors-possible', 'outage', 'unknown'];

export function effect(
  impact: Impact,
  text: string,
  fields: readonly string[],
  conditions: readonly Condition[] = [],
): Effect {
  return { impact, text, fields, conditions };
}

/** `when` reads after the word "if". */
export const condition = (when: string, impact: Impact): Condition => ({ if: when, impact });

export const worst = (impacts: readonly Impact[]): Impact =>
  impacts.reduce((one, other) => (isWorse(other, one) ? other : one), 'none' as Impact);

/** Worst first; what was said first stays first among equals. */
export const worstFirst = (effects: readonly Effect[]): readonly Effect[] =>
  [...effects].sort((one, other) => rankOf(other.impact) - rankOf(one.impact));

/** Is the first worse than the second? */
export const isWorse = (one: Impact, other: Impact): boolean => rankOf(one) > rankOf(other);

const rankOf = (impact: Impact): number => mildestFirst.indexOf(impact);
