import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, extname, join, resolve } from 'node:path';
import type yaml from 'yaml';
import type { Policy, PolicyChange } from '../review';
import { checkPolicy, PolicyMistakes } from '../review/policy/check';
import { comparePolicies, policyTextChanged } from '../review/policy/compare';
import { defaultPolicy } from '../review/policy/defaults';
import { UserError } from './command';
import { loadModule } from './policy/load-module';

interface ConfigOptions {
  /** `--config`: this file and no other. In CI it is the one of the base branch. */
  readonly config?: string;
  /** `--proposed-config`: the file of the pull request; compared, never run. */
  readonly proposed?: string;
  /** Where to look without `--config`, then upwards to the top of the repository. */
  readonly from: string;
}

interface LoadedConfig {
  readonly policy: Policy;
  /** The file it came from; absent when the defaults hold. */
  readonly file?: string;
  readonly policyChanges: readonly PolicyChange[];
}

const names = ['plimsoll.config.ts', 'plimsoll.config.json', 'plimsoll.config.yaml', 'plimsoll.config.yml'];

/** The policy that judges, checked; without any file the defaults, which cost nothing to load. */
export async function loadConfig({ config, proposed, from }: ConfigOptions): Promise<LoadedConfig> {
  const file = config === undefined ? findConfig(from) : existing(resolve(from, config), '--config');
  const policy = file === undefined ? defaultPolicy : checked(contentOf(file), file);
  const policyChanges =
    proposed === undefined ? [] : changesBy(existing(resolve(from, proposed), '--proposed-config'), file, policy);
  return { policy, file, policyChanges };
}

/**
 * The nearest policy file, from a folder up to the top of its repository. Outside a repository only the folder itself
 * counts: a policy is code that runs, and nobody wants that of a stranger's in a shared folder further up.
 */
export function findConfig(from: string): string | undefined {
  const folders = [resolve(from)];
  for (let folder = folders[0] as string; !existsSync(join(folder, '.git')); folders.push(folder)) {
    if (dirname(folder) === folder) return inFolder(folders[0] as string);
    folder = dirname(folder);
  }
  return folders.map(inFolder).find((file) => file !== undefined);
}

function inFolder(folder: string): string | undefined {
  const found = names.map((name) => join(folder, name)).filter((path) => existsSync(path));
  if (found.length > 1) throw new UserError(`There are two policies, keep one of them:\n  ${found.join('\n  ')}`);
  return found[0];
}

function existing(path: string, option: string): string {
  if (existsSync(path)) return path;
  throw new UserError(
    `There is no policy file ${path}, which ${option} names. Correct the path, or leave ${option} out.`,
  );
}

/** What the file holds, not yet checked. */
function contentOf(file: string): unknown {
  switch (extname(file)) {
    case '.json':
      return parsed(file, JSON.parse);
    case '.yaml':
    case '.yml': {
      // Loaded only for a policy in YAML, so that no other start pays for it.
      // eslint-disable-next-line @typescript-eslint/no-require-imports
      const { parse } = require('yaml') as typeof yaml;
      // An empty file is an empty policy, not null.
      return (parsed(file, (text) => parse(text) as unknown) as unknown) ?? {};
    }
    case '.ts':
    case '.js':
    case '.cjs': {
      const module = ran(file);
      if (module.default === undefined)
        throw new UserError(`${file} exports no policy; write \`export default { ... } satisfies PolicyFile;\``);
      return module.default;
    }
    default:
      throw new UserError(`${file} is no policy that can be read; use a file that ends in .ts, .json or .yaml.`);
  }
}

function ran(file: string): { readonly default?: unknown } {
  try {
    return loadModule(file) as { readonly default?: unknown };
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`${file} cannot be run: ${(error as { message?: unknown } | null)?.message ?? String(error)}`);
  }
}

function parsed(file: string, parse: (text: string) => unknown): unknown {
  if (statSync(file).isDirectory()) throw new UserError(`${file} is a folder; name the policy file in it.`);
  const text = readFileSync(file, 'utf8');
  if (text.trim() === '' && extname(file) === '.json')
    throw new UserError(`${file} is empty; write {} for the defaults, or remove it.`);
  try {
    return parse(text);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new UserError(`${file} cannot be read: it is not well-formed. ${said}`);
  }
}

function checked(content: unknown, file: string): Policy {
  try {
    return checkPolicy(content, file);
  } catch (error) {
    if (error instanceof PolicyMistakes) throw new UserError(error.message);
    throw error;
  }
}

/** A proposed TypeScript policy is compared as text: running it would run code that nobody has reviewed. */
function changesBy(proposed: string, judging: string | undefined, policy: Policy): readonly PolicyChange[] {
  const isSame = judging !== undefined && readFileSync(proposed).equals(readFileSync(judging));
  if (isSame) return [];
  if (!/\.(json|ya?ml)$/.test(proposed)) return [policyTextChanged];
  const changes = comparePolicies(policy, checked(contentOf(proposed), proposed));
  // A TypeScript policy that becomes data loses its rules without a trace in the fields.
  return changes.length === 0 && judging !== undefined && extname(judging) !== extname(proposed)
    ? [policyTextChanged]
    : changes;
}
