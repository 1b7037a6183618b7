import { reviewRelease } from '../../review';
import { terminal } from '../../review/render/terminal';
import { cluster } from '../fixtures/plans/scenarios/cluster/scenarios';
import { deferred } from '../fixtures/plans/scenarios/deferred/scenarios';
import { kubernetes } from '../fixtures/plans/scenarios/kubernetes/scenarios';
import { expectGolden, goldensIn } from '../support/golden';
import { recordedGroups, recordedPlan, recordedPlans } from '../support/recorded-plans';

/** Reviews of plans that real Terraform made, read as a reviewer reads them. */
const now = new Date('2026-01-01T00:00:00Z');

it.each(recordedPlans)('%s', (name) => {
  expectGolden(`reviews/${name}.txt`, terminal.render(reviewRelease({ plans: [recordedPlan(name)], now }), {}));
});

it('every golden is of a plan', () =>
  expect(
    recordedGroups.flatMap((group) => goldensIn(`reviews/${group}`).map((file) => `${group}/${file}`)).sort(),
  ).toEqual(recordedPlans.map((name) => `${name}.txt`).sort()));

it('every scenario has its plan, and every plan its scenario', () => {
  const recorded = recordedPlans.filter((name) => !name.startsWith('terraform/'));
  expect(recorded.sort()).toEqual(
    Object.entries({ kubernetes, deferred, cluster })
      .flatMap(([group, scenarios]) => Object.keys(scenarios).map((name) => `${group}/${name}`))
      .sort(),
  );
});
