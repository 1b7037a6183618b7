import { environments } from './environments';
import { describeIssues, SettingsError } from './mistakes';
import { environmentSchema, type Settings } from './schema';

/** An environment as the stacks see it. */
export interface Environment {
  readonly name: string;
  readonly settings: Settings;
  /** Stands before the names of the states, so that a second copy in another namespace has states of its own. */
  readonly statePrefix?: string;
}

/** Environment variables that replace one setting of every chosen environment. */
const overrides = [
  { variable: 'PLIMSOLL_VERSION', path: ['web', 'version'], read: (value: string): unknown => value },
  { variable: 'PLIMSOLL_NAMESPACE', path: ['namespaces', 'application'], read: (value: string): unknown => value },
  { variable: 'PLIMSOLL_NODE_PORT', path: ['web', 'service', 'nodePort'], read: wholeNumber },
] as const;

/**
 * PLIMSOLL_ENVIRONMENT (one name, several with commas, or `all`; `lab` when unset) to checked settings.
 * Every mistake in every chosen file is named at once.
 */
export function selectEnvironments(
  variables: Readonly<Record<string, string | undefined>>,
  known: Readonly<Record<string, unknown>> = environments,
): readonly Environment[] {
  const complaints: string[] = [];
  const selected = namesIn(variables['PLIMSOLL_ENVIRONMENT'], Object.keys(known)).map((name) => {
    const { input, sources } = withOverrides(known[name], variables);
    const result = environmentSchema.safeParse(input);
    if (!result.success) {
      const lines = describeIssues(result.error.issues, input, (path) =>
        sources.has(path) ? `${sources.get(path)} (${path})` : path,
      );
      complaints.push(
        `environments/${name}.ts has ${lines.length === 1 ? '1 mistake' : `${lines.length} mistakes`}:\n${lines.map((line) => `  ${line}`).join('\n')}`,
      );
      return undefined;
    }
    return { name, settings: result.data, statePrefix: variables['PLIMSOLL_NAMESPACE'] || undefined };
  });
  if (complaints.length > 0) throw new SettingsError(complaints.join('\n'));
  return selected.filter((environment) => environment !== undefined);
}

function namesIn(choice: string | undefined, known: readonly string[]): readonly string[] {
  const asked = (choice || 'lab')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const names = asked.includes('all') ? known : [...new Set(asked)];
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new SettingsError(
      `PLIMSOLL_ENVIRONMENT names ${unknown.map((name) => `"${name}"`).join(' and ')}, which ${unknown.length === 1 ? 'is' : 'are'} unknown; ` +
        `use ${known.join(', ')}, several with commas, or all. An environment is a file in environments/ and a line in environments/environments.ts.`,
    );
  // In the order in which a change travels, however they were asked for.
  return known.filter((name) => names.includes(name));
}

function withOverrides(
  file: unknown,
  variables: Readonly<Record<string, string | undefined>>,
): { readonly input: unknown; readonly sources: ReadonlyMap<string, string> } {
  const sources = new Map<string, string>();
  let input = file;
  for (const { variable, path, read } of overrides) {
    const value = variables[variable];
    if (value === undefined || value === '') continue;
    sources.set(path.join('.'), variable);
    input = replaced(input, path, read(value));
  }
  return { input, sources };
}

function replaced(group: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  const settings = (group ?? {}) as Readonly<Record<string, unknown>>;
  return { ...settings, [key]: replaced(settings[key], rest, value) };
}

function wholeNumber(value: string): unknown {
  return /^\d+$/.test(value) ? Number(value) : value;
}
