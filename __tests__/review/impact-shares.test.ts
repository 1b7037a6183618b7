import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keepProof } from '../../proof/keep-proof';
import { reviewRelease } from '../../review';
import type { Impact, Workload } from '../../review/model';
import { recordedPlan, recordedPlans } from '../support/recorded-plans';

/**
 * A review that says `unknown` for everything is worthless, so how often it says what is kept in docs/proof. It is written
 * by `npm run prove:impact-shares`; the ordinary run fails when the rules have moved it.
 */
const proof = join(__dirname, '../../docs/proof/impact-shares.json');
const impacts: readonly Impact[] = ['none', 'reduced', 'errors-possible', 'outage', 'unknown'];

const plans = recordedPlans.filter((name) => !name.startsWith('terraform/'));
const now = new Date('2026-01-01T00:00:00Z');
const found = plans.flatMap((plan) =>
  reviewRelease({ plans: [recordedPlan(plan)], now }).workloads.map((workload) => ({ plan, workload })),
);

const called = ({ kind, namespace, name }: Workload): string => `${kind} ${namespace ?? 'default'}/${name ?? '?'}`;
const percent = (count: number): number => Math.round((1000 * count) / found.length) / 10;

/** Those of one impact, each with the first reason, which is the one that decides. */
const reasonsFor = (impact: Impact): readonly string[] =>
  found
    .filter(({ workload }) => workload.forecast.impact === impact)
    .map(({ plan, workload }) => `${plan}: ${called(workload)}: ${workload.forecast.reasons[0]?.text ?? ''}`);

const measured = {
  plans: plans.length,
  workloads: found.length,
  shares: impacts.map((impact) => {
    const count = reasonsFor(impact).length;
    return { impact, count, percent: percent(count) };
  }),
  unknown: reasonsFor('unknown'),
  'errors-possible': reasonsFor('errors-possible'),
};

if (process.env.PLIMSOLL_KEEP_PROOF !== undefined) {
  keepProof('impact-shares', 'npm run prove:impact-shares', measured);
  process.stdout.write(`${JSON.stringify(measured, null, 2)}\n`);
}

it('says as often as is kept what each release does to users', () => {
  expect(JSON.parse(readFileSync(proof, 'utf8'))).toMatchObject(measured);
});

it('gives a reason for every impact', () =>
  expect(found.filter(({ workload }) => workload.forecast.reasons.length === 0)).toEqual([]));
