import { conditions } from '../findings/conditions';
import { ruleNames } from '../findings/rules';
import { severities } from '../findings/severities';
import type { Verdict } from '../model';
import { mergePolicy } from './merge';
import type { Policy, PolicyFile } from './policy';
import { list, mapOf, number, object, oneOf, record, type Shape, shown, text } from './shape';

const verdicts: readonly Verdict[] = ['routine', 'needs-approval', 'blocked'];

/** All mistakes of a policy file, at most one text each; nothing is loaded by half. */
export class PolicyMistakes extends Error {
  constructor(
    where: string,
    readonly mistakes: readonly string[],
  ) {
    const count = mistakes.length === 1 ? '1 mistake' : `${mistakes.length} mistakes`;
    super([`${where} has ${count}:`, ...mistakes.map((mistake) => `  ${mistake}`)].join('\n'));
    this.name = 'PolicyMistakes';
  }
}

/** Checks what a policy file holds and puts it over the defaults; `where` names the file in the error. */
export function checkPolicy(file: unknown, where: string): Policy {
  const mistakes = mistakesIn(file);
  if (mistakes.length > 0) throw new PolicyMistakes(where, mistakes);
  return mergePolicy(file as PolicyFile);
}

/** Every mistake, each with its place, the value and the way on; empty when the file is sound. */
export function mistakesIn(file: unknown): readonly string[] {
  const own = record(file) && Array.isArray(file.rules) ? file.rules.map((rule) => String(rule?.id)) : [];
  const known = { of: [...ruleNames(), ...own], what: 'rule' };
  return object({
    severities: mapOf(oneOf([...severities, 'off']), known),
    thresholds: object({
      rollingWorkloads: number(1, 1e6),
      changedObjects: number(1, 1e6),
      resourceCut: number(0, 1),
      waiverDays: number(1, 36_500),
    }),
    verdict: object(Object.fromEntries(conditions.map((condition) => [condition, verdictOf(condition)]))),
    protected: list(text('an address or a type')),
    assumptions: list(
      object(
        {
          workload: text('a workload'),
          holds: oneOf(['drains-itself', 'no-traffic', 'rereads-configuration']),
          because: text('a reason'),
        },
        ['workload', 'holds', 'because'],
      ),
    ),
    providers: mapOf(text('a version constraint')),
    waivers: list(waiver(known.of)),
    rules: list(ownRule),
  })(file, '');
}

/** What is incomplete or unknown can never be routine, whatever a policy says. */
const neverRoutine: readonly string[] = ['incomplete', 'unknown-action'];

const verdictOf =
  (condition: string): Shape =>
  (value, where) =>
    value === 'routine' && neverRoutine.includes(condition)
      ? [`${where}: a release that is not fully known cannot be routine; use needs-approval or blocked`]
      : oneOf(verdicts)(value, where);

const waiver =
  (rules: readonly string[]): Shape =>
  (value, where) => [
    ...object({ finding: fingerprint(rules), owner: text('an owner'), reason: text('a reason'), until: day }, [
      'finding',
      'owner',
      'reason',
      'until',
    ])(value, where),
  ];

const fingerprint =
  (rules: readonly string[]): Shape =>
  (value, where) => {
    if (typeof value !== 'string' || !/^[^/]+\/.+\/.*$/.test(value))
      return [`${where}: ${shown(value)} is not a fingerprint; copy it from a review: rule/stack.address/subject`];
    const rule = value.slice(0, value.indexOf('/'));
    return rules.includes(rule) ? [] : oneOfRules(rule, where, rules);
  };

const oneOfRules = (rule: string, where: string, rules: readonly string[]): readonly string[] =>
  mapOf(() => [], { of: rules, what: 'rule' })({ [rule]: '' }, where);

const day: Shape = (value, where) =>
  typeof value === 'string' &&
  /^\d{4}-\d{2}-\d{2}$/.test(value) &&
  !Number.isNaN(Date.parse(value)) &&
  new Date(value).toISOString().startsWith(value)
    ? []
    : [`${where}: ${shown(value)} is not a day; write YYYY-MM-DD`];

const ownRule: Shape = (value, where) => {
  if (!record(value)) return [`${where}: ${shown(value)} is not a rule`];
  const { id } = value;
  return [
    ...(typeof id === 'string' && /^[a-z][a-z0-9-]*$/.test(id)
      ? []
      : [`${where}.id: ${shown(id)} is not a name in small letters, digits and dashes`]),
    ...(typeof id === 'string' && ruleNames().includes(id) ? [`${where}.id: ${id} is one of our own rules`] : []),
    ...oneOf(severities)(value.severity, `${where}.severity`),
    ...['what', 'why', 'remedy'].flatMap((key) => text('a sentence')(value[key], `${where}.${key}`)),
    ...(typeof value.check === 'function'
      ? []
      : [`${where}.check: ${shown(value.check)} is not a function; rules of your own need a TypeScript policy`]),
  ];
};
