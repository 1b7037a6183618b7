import type { Json, Plan, ProviderUse } from '../model';
import { field, isList, isObject, textField } from './json';

/** Settings that say where a provider acts. Nothing that authenticates, and no path of the machine that planned. */
const targetSettings = [
  'host',
  'config_context',
  'config_context_cluster',
  'region',
  'location',
  'project',
  'subscription_id',
  'endpoint',
  'registry',
] as const;

/** The provider blocks of a plan, with where they act as far as that is written down or comes from a plain variable. */
export function readProviders(configuration: Json, variables: Plan['variables']): ProviderUse[] {
  const blocks = field(configuration, 'provider_config');
  if (!isObject(blocks)) return [];
  return Object.entries(blocks).map(([key, block]) => ({
    key,
    source: textField(block, 'full_name') ?? textField(block, 'name') ?? key,
    versionConstraint: textField(block, 'version_constraint'),
    target: targetOf(field(block, 'expressions'), variables),
  }));
}

function targetOf(expressions: Json | undefined, variables: Plan['variables']): Record<string, string> {
  const target: Record<string, string> = {};
  // The helm provider nests the cluster's settings in a `kubernetes` block.
  const nested = field(expressions, 'kubernetes');
  for (const block of [expressions, isList(nested) ? nested[0] : nested])
    for (const setting of targetSettings) {
      const value = constantOf(field(block, setting), variables);
      const shown = value === undefined ? undefined : withoutMachine(value);
      if (shown !== undefined) target[setting] = shown;
    }
  return target;
}

function constantOf(expression: Json | undefined, variables: Plan['variables']): string | undefined {
  const constant = textField(expression, 'constant_value');
  if (constant !== undefined) return constant;
  const references = field(expression, 'references');
  if (!isList(references) || references.length !== 1 || typeof references[0] !== 'string') return undefined;
  const name = /^var\.([^.[]+)$/.exec(references[0])?.[1];
  const variable = name !== undefined && Object.hasOwn(variables, name) ? variables[name] : undefined;
  return variable && !variable.sensitive && typeof variable.value === 'string' ? variable.value : undefined;
}

/** A socket or file is the planning machine's own; a user and password in a URL are a credential. */
function withoutMachine(value: string): string | undefined {
  if (/^(unix|npipe|file):|^[~./\\]|^[A-Za-z]:\\/.test(value) || value === '') return undefined;
  return value.replace(/\/\/[^/@]*@/, '//');
}
