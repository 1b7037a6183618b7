import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import type zlib from 'node:zlib';
import { decode, looksGzipped, PlanError, readPlans, type Plan } from '../../review';
import { UserError } from '../command';

/** Names that say nothing: the folder's name says which stack it is. */
const namelessPlans = new Set(['plan', 'tfplan', 'terraform']);

interface Input {
  /** What an error message calls it. */
  readonly shown: string;
  readonly stack: string;
  readonly bytes: Uint8Array;
  readonly constructs?: string;
}

/** Reads plans from files, from folders that hold `plan.json`, or from standard input; all mistakes at once. */
export function readInputs(inputs: readonly string[], stack: string | undefined): readonly Plan[] {
  const mistakes: string[] = [];
  const plans: Plan[] = [];
  for (const name of inputs.length === 0 ? ['-'] : inputs) {
    try {
      plans.push(...plansOf(name === '-' ? standardInput(stack) : fileInput(name, stack)));
    } catch (error) {
      if (!(error instanceof PlanError || error instanceof UserError)) throw error;
      mistakes.push(`${name === '-' ? 'standard input' : name}: ${error.message}`);
    }
  }
  if (mistakes.length > 0) throw new UserError(mistakes.join('\n'));
  return withDistinctStacks(plans);
}

function plansOf({ bytes, stack, constructs }: Input): readonly Plan[] {
  return readPlans(decode(looksGzipped(bytes) ? unzipped(bytes) : bytes), { stack, constructs });
}

function unzipped(bytes: Uint8Array): Uint8Array {
  // Loaded only for what is packed, so that no other start pays for it.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { gunzipSync } = require('node:zlib') as typeof zlib;
  try {
    return gunzipSync(bytes);
  } catch (error) {
    throw new UserError(
      `gzip cannot unpack it: ${error instanceof Error ? error.message : String(error)}. Make it again.`,
    );
  }
}

function standardInput(stack = 'plan'): Input {
  if (process.stdin.isTTY)
    throw new UserError(
      'No plan given. Pipe one in:\n  terraform show -json PLAN | plimsoll review\nor name files or folders that hold plan.json.',
    );
  return { shown: 'standard input', stack, bytes: readFileSync(0) };
}

function fileInput(name: string, stack: string | undefined): Input {
  const stats = statSync(name, { throwIfNoEntry: false });
  if (!stats) throw new UserError('there is no such file or folder.');
  const path = stats.isDirectory() ? join(name, 'plan.json') : name;
  if (!existsSync(path))
    throw new UserError('the folder holds no plan.json. Make one: terraform show -json PLAN > plan.json');
  const base = basename(path).replace(/\.gz$/, '');
  const own = basename(base, extname(base));
  const beside = join(dirname(path), 'cdk.tf.json');
  return {
    shown: path,
    stack: namelessPlans.has(own) ? basename(dirname(resolve(path))) || (stack ?? own) : own,
    bytes: readFileSync(path),
    constructs: existsSync(beside) ? readFileSync(beside, 'utf8') : undefined,
  };
}

/** Two plans of one name would be read as one stack; the later ones are numbered. */
function withDistinctStacks(plans: readonly Plan[]): readonly Plan[] {
  const seen = new Map<string, number>();
  return plans.map((plan) => {
    const count = (seen.get(plan.stack) ?? 0) + 1;
    seen.set(plan.stack, count);
    return count === 1 ? plan : { ...plan, stack: `${plan.stack}-${count}` };
  });
}
