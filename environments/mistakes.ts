import type { z } from 'zod/v3';

/** Mistakes in settings: a sentence for each of them, no stack. */
export class SettingsError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SettingsError';
  }
}

/** One line per mistake: path, value and what to write instead. */
export function describeIssues(
  issues: readonly z.ZodIssue[],
  input: unknown,
  name: (path: string) => string,
): string[] {
  return issues.flatMap((issue) => describe(issue, input, name));
}

function describe(issue: z.ZodIssue, input: unknown, name: (path: string) => string): string[] {
  const path = issue.path.map(String);
  const at = name(path.join('.'));
  const value = valueAt(input, path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map(
        (key) => `${name([...path, key].join('.'))}: is not a setting; remove it or correct its name`,
      );
    case 'invalid_union':
      // Of a kind that was recognized, its own mistakes; of anything else, what the kinds are.
      return typeof value === 'object'
        ? nearest(issue).flatMap((inner) => describe(inner, input, name))
        : [`${at}: ${show(value)} ${issue.message}`];
    case 'invalid_union_discriminator':
      return [`${at}: ${show(value)} ${issue.message}`];
    case 'invalid_enum_value':
      return [`${at}: ${show(value)} use ${issue.options.map((allowed) => JSON.stringify(allowed)).join(' or ')}`];
    case 'invalid_type':
      return [`${at}: ${show(value)} use ${words[issue.expected] ?? issue.expected}`];
    default:
      return [`${at}: ${value === undefined ? '' : `${JSON.stringify(value)} `}${issue.message}`];
  }
}

const words: Readonly<Record<string, string>> = {
  string: 'text in quotes',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'a group of settings in { }',
};

/** Of a union, the branch that the value comes closest to: the one whose complaints lie deepest. */
function nearest(issue: z.ZodInvalidUnionIssue): readonly z.ZodIssue[] {
  const depth = (issues: readonly z.ZodIssue[]): number => Math.max(...issues.map(({ path }) => path.length));
  const branches = issue.unionErrors.map(({ issues }) => issues);
  return branches.sort((left, right) => depth(right) - depth(left))[0] ?? [];
}

function valueAt(input: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], input);
}

function show(value: unknown): string {
  return value === undefined ? 'is missing;' : `is ${JSON.stringify(value)};`;
}
