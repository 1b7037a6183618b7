import type { Paths } from '../layout';

export interface Preflight {
  readonly paths: Paths;
  readonly environment: NodeJS.ProcessEnv;
  /** Whether a lab, or part of one, is there already: what it uses is in use rightly. */
  readonly labExists: boolean;
}

/** Each problem as a sentence that ends with the way on. */
export type Check = (preflight: Preflight) => Promise<readonly string[]>;
