import { reviewRelease } from '../../../review';
import { json } from '../../../review/render/json';
import { planText } from '../../support/plan-builder';
import { readPlan } from '../../support/read-plan';

/** Outputs as Terraform to 0.13 writes them: no marks, and each as if it were new. */
const unmarked = { actions: ['create'], before: null, after: 'open-sesame', after_unknown: false };
const reviewOf = (root: object, output: object = unmarked) => {
  const text = planText([], { outputs: { code: output as never }, root: root as never });
  return reviewRelease({ plans: [readPlan(text, { stack: 'shop' })], now: new Date('2026-01-01') });
};
const textOf = (...given: Parameters<typeof reviewOf>) => json.render(reviewOf(...given), {});
const sensitive = { outputs: { code: { sensitive: true } } };

it.each([
  ['the configuration', { configuration: { root_module: sensitive } }],
  ['the planned values', { planned_values: sensitive }],
  ['the prior state', { prior_state: { values: sensitive } }],
])('an output without a mark is sensitive where %s says so', (_, root) => {
  expect(textOf(root)).toContain('"masked"');
  expect(textOf(root)).not.toContain('open-sesame');
});

it('an output that nobody calls sensitive is shown', () => expect(textOf({})).toContain('open-sesame'));

it('a mark that is there is the one that counts', () =>
  expect(
    textOf({ prior_state: { values: sensitive } }, { ...unmarked, before_sensitive: false, after_sensitive: false }),
  ).toContain('open-sesame'));

const cannotSee = /What the outputs of shop were before/;
it('says that a plan in which every output is new does not tell what they were', () =>
  expect(reviewOf({}).blindSpots).toContainEqual(expect.stringMatching(cannotSee)));

it.each([
  ['has marks', { before_sensitive: false, after_sensitive: false }],
  ['tells what it was', { actions: ['update'], before: 'open-barley' }],
])('says nothing of it where an output %s', (_, more) =>
  expect(reviewOf({}, { ...unmarked, ...more }).blindSpots).not.toContainEqual(expect.stringMatching(cannotSee)),
);
