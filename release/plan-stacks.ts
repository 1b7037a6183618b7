import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PlanError } from '../review';
import type { DescribedEnvironment } from './description';
import { TerraformFailed, type Terraform } from './terraform';

export type PlannedStack =
  | { readonly kind: 'planned'; readonly stack: string; readonly json: string; readonly constructs: string }
  /** There is no state to compare with, and read-only credentials cannot make one. */
  | { readonly kind: 'never-deployed'; readonly stack: string }
  | { readonly kind: 'failed'; readonly stack: string; readonly output: string };

interface PlanStacksOptions {
  readonly environment: DescribedEnvironment;
  /** The folder that synth wrote, for example `cdktf.out`. */
  readonly folder: string;
  readonly terraform: Pick<Terraform, 'plan'>;
  /** Only read: no lock is taken, and a stack without state is reported instead of planned. */
  readonly readOnly: boolean;
  /** Whether the state of a stack exists; asked only when `readOnly`. */
  readonly hasState: (stack: string) => Promise<boolean>;
  readonly report: (stack: string, what: 'planning' | PlannedStack['kind']) => void;
}

/** Plans every stack of an environment; one that fails does not keep the others from being planned. */
export function planStacks({
  environment,
  folder,
  terraform,
  readOnly,
  hasState,
  report,
}: PlanStacksOptions): Promise<readonly PlannedStack[]> {
  // Side by side: a plan changes nothing, and no stack waits for another's values since no token crosses stacks.
  return Promise.all(
    environment.stacks.map(async ({ name }) => {
      report(name, 'planning');
      const planned = await planStack(name);
      report(name, planned.kind);
      return planned;
    }),
  );

  async function planStack(stack: string): Promise<PlannedStack> {
    if (readOnly && !(await hasState(stack))) return { kind: 'never-deployed', stack };
    const stackFolder = join(folder, 'stacks', stack);
    try {
      const json = await terraform.plan(stackFolder, { lock: !readOnly });
      return { kind: 'planned', stack, json, constructs: await readFile(join(stackFolder, 'cdk.tf.json'), 'utf8') };
    } catch (error) {
      if (!(error instanceof TerraformFailed || error instanceof PlanError)) throw error;
      return { kind: 'failed', stack, output: error.message };
    }
  }
}
