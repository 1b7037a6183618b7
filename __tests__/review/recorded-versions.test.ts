import { reviewRelease, type Review } from '../../review';
import { terminal } from '../../review/render/terminal';
import { expectGolden, goldensIn } from '../support/golden';
import { ofReference, plansOfVersion, recordedPlan, recordedVersions } from '../support/recorded-plans';

/** The same releases as other versions of Terraform, and OpenTofu, planned them. */
const now = new Date('2026-01-01T00:00:00Z');
const reviews = new Map<string, Review>();
function reviewOf(name: string): Review {
  const review = reviews.get(name) ?? reviewRelease({ plans: [recordedPlan(name)], now });
  reviews.set(name, review);
  return review;
}

/** What decides: all of a forecast but its wording, and what is counted. */
const decisive = ({ verdict, stacks, counts, workloads }: Review) => ({
  verdict,
  incomplete: stacks.flatMap(({ incomplete }) => incomplete.map(({ kind }) => kind)),
  counts,
  workloads: workloads.map(({ address, action, forecast }) => ({
    address,
    action,
    ...forecast,
    trigger: undefined,
    reasons: forecast.reasons.length,
  })),
});

type Decisive = ReturnType<typeof decisive>;

/** The same as a version can say it: plans to 0.13 hold no drift and call every output new, and to 1.5 none says that planning failed. */
function asToldBy(version: string, { counts, incomplete, ...others }: Decisive, told: Decisive): Decisive {
  const { drifted, outputs } = told.counts;
  return {
    ...others,
    counts: /^terraform-0\.1[23]\./.test(version) ? { ...counts, drifted, outputs } : counts,
    incomplete: /^terraform-1\.5\./.test(version)
      ? incomplete.map((kind) => (kind === 'errored' ? 'partial' : kind))
      : incomplete,
  };
}

/** Lines in which two reviews differ; the digest says nothing of what they tell. */
function differingLines(one: string, other: string): readonly string[] {
  const lines = (text: string) => text.split('\n').filter((line) => !line.startsWith('Digest '));
  const without = (those: readonly string[], these: readonly string[]) => these.filter((line) => !those.includes(line));
  return [
    ...without(lines(other), lines(one)).map((line) => `- ${line}`),
    ...without(lines(one), lines(other)).map((line) => `+ ${line}`),
  ];
}

const others = recordedVersions.filter((version) =>
  plansOfVersion(version).some((name) => !isReference(version, name)),
);
function isReference(version: string, name: string): boolean {
  return ofReference(name) === `versions/${version}/${name}`;
}

describe.each(others)('%s', (version) => {
  const names = plansOfVersion(version);

  it.each(names)('%s: what users feel and what is counted are as in the plan of 1.11.4', (name) => {
    const told = decisive(reviewOf(`versions/${version}/${name}`));
    expect(told).toEqual(asToldBy(version, decisive(reviewOf(ofReference(name))), told));
  });

  it.each(names)('%s: every key of it is known', (name) =>
    expect(recordedPlan(`versions/${version}/${name}`).unknownKeys).toEqual([]),
  );

  it('says all else the same, but for what its plans do not hold', () => {
    const wide = { width: 10_000 };
    const said = names.map((name) => {
      const [one, other] = [ofReference(name), `versions/${version}/${name}`].map((plan) =>
        terminal.render(reviewOf(plan), wide),
      );
      const differing = differingLines(one ?? '', other ?? '');
      return [name, ...differing.map((line) => `  ${line}`)].join('\n');
    });
    expectGolden(`versions/${version}.txt`, `${said.join('\n')}\n`);
  });
});

it('every golden is of a version', () =>
  expect(goldensIn('versions')).toEqual(others.map((version) => `${version}.txt`)));
