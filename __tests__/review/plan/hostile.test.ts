import fc from 'fast-check';
import { collectSecrets } from '../../../review/secrets/collect';
import { diffPlan } from '../../../review/diff/diff-plan';
import { digestOf } from '../../../review/digest/digest';
import type { Plan } from '../../../review/model';
import { PlanError } from '../../../review/plan/plan-error';
import { readPlans } from '../../../review/plan/read';
import { recordedPlans, recordedText } from '../../support/recorded-plans';

/** Everything behind the border, on whatever the reader lets through. */
function reviewed(text: string): readonly Plan[] {
  try {
    const plans = readPlans(text, { stack: 's' });
    plans.forEach(diffPlan);
    collectSecrets(plans);
    digestOf(plans, []);
    return plans;
  } catch (error) {
    if (error instanceof PlanError) return [];
    throw error;
  }
}

const anyText = fc.constantFrom(...recordedPlans).map(recordedText);

/** Replaces the value at a random place of the JSON tree. */
function mutate(value: unknown, steps: readonly number[], replacement: unknown): unknown {
  const [step, ...more] = steps;
  if (step === undefined || typeof value !== 'object' || value === null) return replacement;
  const keys = Object.keys(value);
  if (keys.length === 0) return replacement;
  const key = keys[step % keys.length] as string;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...value }) as Record<string, unknown>;
  copy[key] = mutate(copy[key], more, replacement);
  return copy;
}

it('never crashes on a plan with one value replaced by any other', () => {
  const replacement = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom<unknown>(true, null, [], {}, [[]], [null], { __proto__: 1 }, 1e308),
  );
  fc.assert(
    fc.property(anyText, fc.array(fc.nat(40), { minLength: 1, maxLength: 9 }), replacement, (text, steps, other) => {
      reviewed(JSON.stringify(mutate(JSON.parse(text), steps, other)));
    }),
    { numRuns: 1500 },
  );
});

it('never takes a cut plan for a whole one', () => {
  fc.assert(
    fc.property(anyText, fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), (text, share) => {
      const trimmed = text.trimEnd();
      const plans = reviewed(trimmed.slice(0, Math.floor(trimmed.length * share)));
      expect(plans).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

it('never crashes on bytes dropped, doubled or changed inside', () => {
  fc.assert(
    fc.property(anyText, fc.nat(), fc.nat(30), fc.string({ maxLength: 8 }), (text, at, dropped, inserted) => {
      const from = at % text.length;
      reviewed(text.slice(0, from) + inserted + text.slice(from + dropped));
    }),
    { numRuns: 1500 },
  );
});

it.each([
  ['braces that never close', '{"'.repeat(200_000)],
  ['open lists', `{"format_version":"1.2","a":${'['.repeat(200_000)}`],
  ['values nested deeper than any stack', nested(100_000)],
  ['many broken objects', '{"a": x} '.repeat(100_000)],
])('ends soon on %s', (_, text) => {
  const started = performance.now();
  reviewed(text);
  expect(performance.now() - started).toBeLessThan(20_000);
});

function nested(depth: number): string {
  const deep = `${'['.repeat(depth)}1${']'.repeat(depth)}`;
  const change = `{"actions":["update"],"before":{"a":${deep}},"after":{"a":${deep.replace('1', '2')}},"after_unknown":{"a":${deep.replace('1', 'true')}},"before_sensitive":{"a":${deep.replace('1', 'true')}},"after_sensitive":false}`;
  return `{"format_version":"1.2","planned_values":{},"resource_changes":[{"address":"a.b","change":${change}}]}`;
}
