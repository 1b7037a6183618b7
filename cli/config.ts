import { existsSync, readFileSync } from 'node:fs';
import { dirname, extname, join, resolve } from 'node:path';
import type { Policy, PolicyChange } from '../review';
import { UserError } from './command';

export interface ConfigOptions {
  /** `--config`: this file and no other. In CI it is the one of the base branch. */
  readonly config?: string;
  /** `--proposed-config`: the file of the pull request; compared, never run. */
  readonly proposed?: string;
  /** Where to look without `--config`, then upwards to the top of the repository. */
  readonly from: string;
}

export interface LoadedConfig {
  readonly policy: Policy;
  /** The file it came from; absent when the defaults hold. */
  readonly file?: string;
  readonly policyChanges: readonly PolicyChange[];
}

const names = ['plimsoll.config.ts', 'plimsoll.config.json', 'plimsoll.config.yaml', 'plimsoll.config.yml'];

/** The policy that judges, checked; without any file the defaults, which cost nothing to load. */
export async function loadConfig({ config, proposed, from }: ConfigOptions): Promise<LoadedConfig> {
  const file = config === undefined ? findConfig(from) : existing(resolve(from, config));
  const { defaultPolicy } = await import('../review/policy/defaults.js');
  const policy = file === undefined ? defaultPolicy : await checked(await contentOf(file), file);
  const policyChanges = proposed === undefined ? [] : await changesBy(existing(resolve(from, proposed)), file, policy);
  return { policy, file, policyChanges };
}

/** The nearest policy file, from a folder up to the one that holds `.git`. Two in one folder are a mistake. */
export function findConfig(from: string): string | undefined {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    const found = names.map((name) => join(folder, name)).filter((path) => existsSync(path));
    if (found.length > 1) throw new UserError(`There are two policies, keep one of them:\n  ${found.join('\n  ')}`);
    if (found.length === 1 || existsSync(join(folder, '.git')) || dirname(folder) === folder) return found[0];
  }
}

function existing(path: string): string {
  if (existsSync(path)) return path;
  throw new UserError(`There is no policy file ${path}.`);
}

/** What the file holds, not yet checked. */
async function contentOf(file: string): Promise<unknown> {
  switch (extname(file)) {
    case '.json':
      return parsed(file, JSON.parse);
    case '.yaml':
    case '.yml': {
      const { parse } = await import('yaml');
      // An empty file is an empty policy, not null.
      return (parsed(file, (text) => parse(text) as unknown) as unknown) ?? {};
    }
    case '.ts':
    case '.js':
    case '.cjs': {
      const { loadModule } = await import('./policy/load-module.js');
      const module = loadModule(file) as { readonly default?: unknown };
      if (module.default === undefined)
        throw new UserError(`${file} exports no policy; write \`export default { ... } satisfies PolicyFile;\``);
      return module.default;
    }
    default:
      throw new UserError(`${file} is no policy that can be read; use a file that ends in .ts, .json or .yaml.`);
  }
}

function parsed(file: string, parse: (text: string) => unknown): unknown {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UserError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function checked(content: unknown, file: string): Promise<Policy> {
  const { checkPolicy, PolicyMistakes } = await import('../review/policy/check.js');
  try {
    return checkPolicy(content, file);
  } catch (error) {
    if (error instanceof PolicyMistakes) throw new UserError(error.message);
    throw error;
  }
}

/** A proposed TypeScript policy is compared as text: running it would run code that nobody has reviewed. */
async function changesBy(
  proposed: string,
  judging: string | undefined,
  policy: Policy,
): Promise<readonly PolicyChange[]> {
  const { comparePolicies, policyTextChanged } = await import('../review/policy/compare.js');
  const isSame = judging !== undefined && readFileSync(proposed).equals(readFileSync(judging));
  if (isSame) return [];
  if (!/\.(json|ya?ml)$/.test(proposed)) return [policyTextChanged];
  const changes = comparePolicies(policy, await checked(await contentOf(proposed), proposed));
  // A TypeScript policy that becomes data loses its rules without a trace in the fields.
  return changes.length === 0 && judging !== undefined && extname(judging) !== extname(proposed)
    ? [policyTextChanged]
    : changes;
}
