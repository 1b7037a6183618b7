import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { XMLParser } from 'fast-xml-parser';
import { readFileSync } from 'node:fs';
import type { Review } from '../../../review/model';
import { junit } from '../../../review/render/junit';
import { sarif } from '../../../review/render/sarif';
import { reviewRelease } from '../../../review/review';
import { recordedPlan, recordedPlans } from '../../support/recorded-plans';
import { sampleReview } from './sample';

const now = new Date('2026-01-01T00:00:00Z');
const reviews: readonly (readonly [string, Review])[] = [
  ['sample', sampleReview()],
  ...recordedPlans.map((name) => [name, reviewRelease({ plans: [recordedPlan(name)], now })] as const),
];

describe('SARIF', () => {
  // The last public draft of the OASIS Standard's schema, as a package of the authors of the format carries it; no package
  // has the standard's own. What the editors changed after it were corrections of bugs (oasis-tcs/sarif-spec, meeting 36).
  const file = require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
  const { $schema, id, ...schema } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  // One pattern of the schema is none with the flag for Unicode.
  const ajv = new Ajv({ strict: false, unicodeRegExp: false });
  addFormats(ajv);
  const validate = ajv.compile(schema);
  interface Log {
    readonly runs: readonly [
      { readonly results: readonly { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }[] },
    ];
  }
  const logOf = (review: Review): Log => JSON.parse(sarif.render(review, { source: 'stacks/web.ts' })) as Log;

  it('has the schema it says', () => {
    expect([$schema, id]).toEqual([expect.stringContaining('draft-04'), expect.stringContaining('sarif-2.1.0')]);
  });

  it.each(reviews)('of %s follows the schema', (_, review) => {
    validate(logOf(review));
    expect(validate.errors).toBeNull();
  });

  it('would not follow it with a level of our own', () => {
    expect(validate(JSON.parse(sarif.render(sampleReview(), {}).replace('"level": "error"', '"level": "high"')))).toBe(
      false,
    );
  });

  it('would not follow it with a property of our own', () => {
    const log = JSON.parse(sarif.render(sampleReview(), {})) as { runs: { results: object[] }[] };
    expect(validate(log)).toBe(true);
    Object.assign(log.runs[0]?.results[0] ?? {}, { stack: 'web' });
    expect(validate(log)).toBe(false);
  });

  it.each(reviews)('of %s points every result to a file of the repository, as GitHub demands', (_, review) => {
    const { results } = logOf(review).runs[0];
    expect(results).toHaveLength(review.findings.length);
    for (const { locations } of results)
      expect(locations.map(({ physicalLocation }) => physicalLocation.artifactLocation.uri)).toEqual(['stacks/web.ts']);
  });
});

describe('JUnit', () => {
  interface Suite {
    readonly '@_name': string;
    readonly '@_tests': string;
    readonly '@_failures': string;
    readonly '@_skipped': string;
    readonly testcase?: readonly {
      readonly '@_name': string;
      readonly failure?: unknown;
      readonly skipped?: unknown;
    }[];
  }
  const parser = new XMLParser({
    ignoreAttributes: false,
    isArray: (name) => name === 'testsuite' || name === 'testcase',
  });
  const suitesOf = (review: Review): readonly Suite[] =>
    (parser.parse(junit.render(review, {})) as { testsuites: { testsuite: Suite[] } }).testsuites.testsuite;

  it.each(reviews)('of %s counts what it holds', (_, review) => {
    const suites = suitesOf(review);
    expect(suites.map((suite) => suite['@_name'])).toEqual(['release', ...review.stacks.map(({ stack }) => stack)]);
    for (const suite of suites) {
      const cases = suite.testcase ?? [];
      const count = (key: 'failure' | 'skipped'): number => cases.filter((each) => key in each).length;
      expect([suite['@_tests'], suite['@_failures'], suite['@_skipped']].map(Number)).toEqual([
        cases.length,
        count('failure'),
        count('skipped'),
      ]);
    }
  });

  it.each(reviews)('of %s fails exactly when the verdict is not routine', (_, review) => {
    const [verdict] = suitesOf(review)[0]?.testcase ?? [];
    expect(verdict !== undefined && 'failure' in verdict).toBe(review.verdict !== 'routine');
  });
});
