import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { decode, looksGzipped, PlanError, readPlans, type Plan } from '../../review';
import { shellWord } from '../../release/shell-word';
import { UserError } from '../command';
import { isTerminal, readStdin } from './stdin';
import { unzipped } from './unzipped';

const howToMake = 'Make one: terraform plan -out PLAN && terraform show -json PLAN > plan.json';

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
  refuseStack(stack, inputs);
  const mistakes: string[] = [];
  const plans: Plan[] = [];
  const given = new Map<string, string>();
  for (const name of inputs.length === 0 ? ['-'] : inputs) {
    try {
      const place = name === '-' ? name : fileOf(name);
      const earlier = given.get(place);
      if (earlier !== undefined)
        throw new UserError(
          `it is the same plan as ${earlier}, and would be reviewed as a second stack. Name it once.`,
        );
      given.set(place, name);
      plans.push(...plansOf(name === '-' ? standardInput(stack) : fileInput(place, name, stack)));
    } catch (error) {
      if (!(error instanceof PlanError || error instanceof UserError)) throw error;
      mistakes.push(`${name === '-' ? 'standard input' : name}: ${error.message}`);
    }
  }
  if (mistakes.length > 0) throw new UserError(mistakes.join('\n'));
  return withDistinctStacks(plans);
}

/** One name for one plan: that of several files would have to be guessed, and an empty one is a variable nobody set. */
function refuseStack(stack: string | undefined, inputs: readonly string[]): void {
  if (stack?.trim() === '')
    throw new UserError('--stack is empty: is a variable not set? Name the stack, or leave it out.');
  if (stack !== undefined && inputs.length > 1)
    throw new UserError(
      `--stack "${stack}" names one plan, and ${inputs.length} are given; leave it out, and their files or folders name the stacks.`,
    );
}

function plansOf({ bytes, stack, constructs }: Input): readonly Plan[] {
  return readPlans(decode(looksGzipped(bytes) ? unzipped(bytes) : bytes), { stack, constructs });
}

function standardInput(stack = 'plan'): Input {
  if (isTerminal())
    throw new UserError(
      'No plan given. Pipe one in:\n  terraform show -json PLAN | plimsoll review\nor name files or folders that hold plan.json.',
    );
  return { shown: 'standard input', stack, bytes: readStdin() };
}

/** The file itself, by whatever way it was named. */
function fileOf(name: string): string {
  const stats = statSync(name, { throwIfNoEntry: false });
  if (!stats) throw new UserError(`there is no such file or folder. ${howToMake}`);
  if (!stats.isDirectory()) return realpathSync(name);
  const path = join(name, 'plan.json');
  const inside = statSync(path, { throwIfNoEntry: false });
  if (!inside) throw new UserError(`the folder holds no plan.json. ${planElsewhere(name) ?? howToMake}`);
  if (inside.isDirectory()) throw new UserError(`plan.json in it is a folder and no plan. ${howToMake}`);
  return realpathSync(path);
}

/** What was meant by a folder whose files, or whose folders, are the plans; the shell spells them out. */
function planElsewhere(folder: string): string | undefined {
  const inside = readdirSync(folder, { withFileTypes: true });
  const files = ['.json', '.json.gz'].find((end) => inside.some((one) => one.isFile() && one.name.endsWith(end)));
  if (files !== undefined) return `Name the plans in it: plimsoll review ${shellWord(folder)}/*${files}`;
  return inside.some(({ name }) => existsSync(join(folder, name, 'plan.json')))
    ? `Name the folders in it: plimsoll review ${shellWord(folder)}/*`
    : undefined;
}

/** `named` is how the user calls it: a link has the stack's name, and not what it leads to. */
function fileInput(file: string, named: string, stack: string | undefined): Input {
  const path = statSync(named).isDirectory() ? join(named, 'plan.json') : named;
  const base = basename(path).replace(/\.gz$/, '');
  const own = basename(base, extname(base));
  const beside = join(dirname(path), 'cdk.tf.json');
  return {
    shown: path,
    stack: stack ?? (namelessPlans.has(own) ? basename(dirname(resolve(path))) || own : own),
    bytes: bytesOf(file),
    constructs: statSync(beside, { throwIfNoEntry: false })?.isFile() ? readFileSync(beside, 'utf8') : undefined,
  };
}

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EACCES' || code === 'EPERM')
      throw new UserError('you have no permission to read it. Ask its owner, or make the plan as yourself.');
    throw error;
  }
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
