import { disagreements, worstOf, type ForecastOfWorkload, type Measured } from '../../../proof/forecast/agreement';

const web = (forecast: Partial<ForecastOfWorkload> = {}): ForecastOfWorkload => ({
  workload: 'Deployment web',
  rollout: 'rolling',
  impact: 'none',
  conditions: [],
  completes: { state: 'expected' },
  podsBefore: 3,
  lowestAvailable: 3,
  highestRunning: 4,
  highestWithTerminating: 6,
  ...forecast,
});

const measured = (
  seen: Partial<Measured> & { readonly lowest?: number; readonly highest?: number } = {},
): Measured => ({
  sent: 1000,
  failed: 0,
  failures: [],
  longestGapMilliseconds: 40,
  seconds: 20,
  completed: true,
  pods: {
    web: {
      podsBefore: 3,
      lowestAvailable: seen.lowest ?? 3,
      highestRunning: seen.highest ?? 4,
      highestWithTerminating: 5,
    },
  },
  ...seen,
});

const milder = [{ if: 'the new pods are quick', impact: 'reduced' as const }];

it.each([
  { told: 'none', forecast: web(), seen: measured() },
  { told: 'errors-possible, and none came', forecast: web({ impact: 'errors-possible' }), seen: measured() },
  {
    told: 'unknown',
    forecast: web({ impact: 'unknown', lowestAvailable: null }),
    seen: measured({ failed: 9, lowest: 0 }),
  },
  { told: 'an outage with a condition', forecast: web({ impact: 'outage', conditions: milder }), seen: measured() },
  {
    told: 'an outage',
    forecast: web({ impact: 'outage', lowestAvailable: 0 }),
    seen: measured({ failed: 3, lowest: 0 }),
  },
  {
    told: 'blocked',
    forecast: web({ completes: { state: 'blocked', reason: 'quota' } }),
    seen: measured({ completed: false }),
  },
  { told: 'fewer at the peak than the bound', forecast: web(), seen: measured({ highest: 3 }) },
])('agrees: $told', ({ forecast, seen }) => expect(disagreements([forecast], seen)).toEqual([]));

it.each([
  { wrong: /none was forecast, and 1 of 1000/, forecast: web(), seen: measured({ failed: 1 }) },
  { wrong: /reduced was forecast, and 1/, forecast: web({ impact: 'reduced' }), seen: measured({ failed: 1 }) },
  { wrong: /outage was forecast without any condition/, forecast: web({ impact: 'outage' }), seen: measured() },
  { wrong: /lowestAvailable 3 was forecast, and 2 measured/, forecast: web(), seen: measured({ lowest: 2 }) },
  { wrong: /lowestAvailable 2 was forecast, and 3 measured/, forecast: web({ lowestAvailable: 2 }), seen: measured() },
  { wrong: /podsBefore 5 was forecast/, forecast: web({ podsBefore: 5 }), seen: measured() },
  { wrong: /highestRunning 4 was forecast, and 5 measured/, forecast: web(), seen: measured({ highest: 5 }) },
  { wrong: /Terraform failed/, forecast: web(), seen: measured({ completed: false }) },
  {
    wrong: /forecast not to complete/,
    forecast: web({ completes: { state: 'blocked', reason: 'quota' } }),
    seen: measured(),
  },
])('disagrees: $wrong', ({ wrong, forecast, seen }) => {
  expect(disagreements([forecast], seen)).toEqual([expect.stringMatching(wrong)]);
});

it('does not judge whether a release completes that breaks an assumption on purpose', () =>
  expect(disagreements([web()], measured({ completed: false }), 'The new version starts.')).toEqual([]));

it('a release that touches nothing is forecast as none, and held to it', () => {
  expect(worstOf([])).toBe('none');
  expect(disagreements([], measured({ failed: 2 }))).toHaveLength(1);
});

it('the worst of all workloads is the impact of a release', () =>
  expect(worstOf([web(), web({ impact: 'outage' }), web({ impact: 'reduced' })])).toBe('outage'));
