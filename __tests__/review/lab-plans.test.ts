import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import policy from '../../plimsoll.config';
import { collectSecrets, reviewRelease, reviewWording, type Plan, type Review } from '../../review';
import { mergePolicy } from '../../review/policy/merge';
import { readPlan } from '../support/read-plan';
import { renderers } from '../../review/render/renderers';
import { expectGolden } from '../support/golden';
import { deepFreeze } from '../support/release-of';

/** Plans of the project's own stacks, made and carried out on the lab: npm run prove:forecast -- --keep-plans */
const folder = join(__dirname, '..', 'fixtures', 'plans', 'lab');
const releases = readdirSync(folder);

function plansOf(release: string): readonly Plan[] {
  const order = ['platform', 'database', 'web'];
  return order.map((stack) =>
    deepFreeze(readPlan(readFileSync(join(folder, release, `${stack}.json`), 'utf8'), { stack: `lab-${stack}` })),
  );
}

/** As the command reviews them, on a day on which no waiver has expired. */
function reviewOf(release: string): Review {
  const plans = plansOf(release);
  const own = mergePolicy(policy);
  const secrets = collectSecrets(plans, reviewWording(own));
  return reviewRelease({ plans, policy: own, policyChanges: [], secrets, now: new Date('2026-11-24') });
}

it('has a release of every kind', () => {
  expect(releases).toEqual([
    'configuration',
    'database-replaced',
    'drift',
    'image-bump',
    'probe-removed',
    'replicas-down',
    'secret-rotated',
  ]);
});

describe.each(releases)('%s', (release) => {
  const review = reviewOf(release);

  it('reads as its golden', () => {
    expectGolden(`reviews/lab/${release}.txt`, renderers.terminal.render(review, { width: 100, colour: false }));
    expectGolden(`reviews/lab/${release}.md`, renderers.markdown.render(review, {}));
  });

  it('is made of whole plans', () => expect(review.complete).toBe(true));
});

it.each(['txt', 'md'])('shows neither value of the rotated Secret (%s)', (extension) => {
  const text = readFileSync(join(__dirname, '..', 'goldens', 'reviews', 'lab', `secret-rotated.${extension}`), 'utf8');
  expect(text).toContain('SESSION_KEY');
  expect(text).not.toMatch(/the value before|the value afterwards/);
});
