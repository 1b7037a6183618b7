import type { core } from 'zod';

/** Mistakes in settings: a sentence for each of them, no stack. */
export class SettingsError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SettingsError';
  }
}

/** One line per mistake: path, value and what to write instead. */
export function describeIssues(
  issues: readonly core.$ZodIssue[],
  input: unknown,
  name: (path: string) => string,
): string[] {
  return issues.flatMap((issue) => describe(issue, input, name));
}

function describe(issue: core.$ZodIssue, input: unknown, name: (path: string) => string): string[] {
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
      return issue.errors.length > 0 && typeof value === 'object'
        ? nearest(issue).flatMap((inner) => describe({ ...inner, path: [...issue.path, ...inner.path] }, input, name))
        : [`${at}: ${show(value)} ${issue.message}`];
    case 'invalid_value':
      return [`${at}: ${show(value)} use ${issue.values.map((allowed) => JSON.stringify(allowed)).join(' or ')}`];
    case 'invalid_type':
      return [`${at}: ${show(value)} use ${words[issue.expected] ?? issue.expected}`];
    default:
      return [`${at}: ${value === undefined ? '' : `${JSON.stringify(value)} `}${issue.message}`];
  }
}

const words: Readonly<Record<string, string>> = {
  string: 'text in quotes',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'a group of settings in { }',
  record: 'a group of settings in { }',
};

/** Of a union, the branch that the value comes closest to: the one whose complaints lie deepest. */
function nearest(issue: core.$ZodIssueInvalidUnion): readonly core.$ZodIssue[] {
  const depth = (errors: readonly core.$ZodIssue[]): number => Math.max(...errors.map(({ path }) => path.length));
  return [...issue.errors].sort((left, right) => depth(right) - depth(left))[0] ?? [];
}

function valueAt(input: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], input);
}

function show(value: unknown): string {
  return value === undefined ? 'is missing;' : `is ${JSON.stringify(value)};`;
}
