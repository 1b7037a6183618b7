import { comparePolicies } from '../../../review/policy/compare';
import { defaultPolicy } from '../../../review/policy/defaults';
import { mergePolicy } from '../../../review/policy/merge';

const waiver = { finding: 'privileged/web.x.y/', owner: 'web', reason: 'for now', until: '2027-01-01' };

it('finds nothing in the same policy', () => {
  expect(comparePolicies(mergePolicy({ waivers: [waiver] }), mergePolicy({ waivers: [{ ...waiver }] }))).toEqual([]);
});

it.each([
  [
    'a milder severity',
    { severities: { privileged: 'off' } },
    'The policy changes severities.privileged from nothing to off.',
  ],
  ['a threshold', { thresholds: { changedObjects: 9 } }, 'The policy changes thresholds.changedObjects from 100 to 9.'],
  [
    'a verdict rule',
    { verdict: { deletion: 'routine' } },
    'The policy changes verdict.deletion from needs-approval to routine.',
  ],
  ['a new waiver', { waivers: [waiver] }, 'The policy adds waivers privileged/web.x.y/.'],
  [
    'a new assumption',
    { assumptions: [{ workload: 'a', holds: 'no-traffic', because: 'b' }] },
    'The policy adds assumptions a no-traffic.',
  ],
] as const)('says %s', (_, file, message) => {
  expect(comparePolicies(defaultPolicy, mergePolicy(file)).map((change) => change.message)).toEqual([message]);
});

it('says what is taken away or extended', () => {
  const judging = mergePolicy({ waivers: [waiver], protected: ['web.*'] });
  const proposed = mergePolicy({ waivers: [{ ...waiver, until: '2029-01-01' }] });
  expect(comparePolicies(judging, proposed).map(({ message }) => message)).toEqual([
    'The policy removes protected web.*.',
    'The policy changes waivers privileged/web.x.y/.',
  ]);
});
