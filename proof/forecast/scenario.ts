import type { Json } from '../../review/model';

/** The two versions of the sample application. */
export type Version = '1.0.0' | '2.0.0';

/**
 * What of the synthesized stacks differs: objects are merged, elements of lists by their place, and null takes away.
 * By stack (without the environment's name), resource type and resource name.
 */
export interface Difference {
  readonly stack: 'platform' | 'database' | 'web';
  readonly type: string;
  readonly name: string;
  readonly values: Json;
}

/** One release of the sample application whose forecast is set beside what its users felt. */
export interface Scenario {
  /** For `--only`, the proof and the golden. */
  readonly name: string;
  /** The release in a reviewer's words. */
  readonly release: string;
  /** Where the running release differs from version 1.0.0 as the stacks have it. */
  readonly start?: readonly Difference[];
  /** What somebody does to the running release without Terraform: arguments of kubectl. */
  readonly byHand?: readonly string[];
  /** The version that comes. @default - the one that runs, 1.0.0 */
  readonly version?: Version;
  /** Where the next release differs from the running one, beside its version. */
  readonly next: readonly Difference[];
  /** The assumption of every forecast that this release breaks on purpose; whether it completes is then not judged. */
  readonly breaks?: string;
  /** Whether its plans are kept as fixtures and their review as golden. */
  readonly golden?: true;
}
