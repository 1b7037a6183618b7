import type { Scenario } from './scenario';
import { entrances } from './scenarios/entrances';
import { rollouts } from './scenarios/rollouts';
import { surroundings } from './scenarios/surroundings';

/** In the order of the proof: what the most ordinary releases do first. */
export const scenarios: readonly Scenario[] = [...rollouts, ...entrances, ...surroundings];
