import { promisesOf, type ReleaseFacts } from '../../quickstart/promises';
import { summaryOf } from '../../quickstart/summary';

const kept: ReleaseFacts = {
  from: '1.0.0',
  to: '2.0.0',
  versionsAfter: ['2.0.0'],
  traffic: { sent: 12000, failed: 0, longestGapMilliseconds: 41.4, versionsSeen: ['1.0.0', '2.0.0'], failures: [] },
  orders: { acknowledged: 1200, found: 1200 },
};
const brokenIn = (facts: ReleaseFacts): string[] =>
  promisesOf(facts)
    .filter((promise) => !promise.kept)
    .map(({ seen }) => seen);

describe('the promises of a release', () => {
  it('are all kept by a clean release', () => expect(brokenIn(kept)).toEqual([]));

  it.each([
    ['a failed request', { traffic: { ...kept.traffic, failed: 1 } }, '1 of 12000 requests failed'],
    ['no traffic at all', { traffic: { ...kept.traffic, sent: 0 } }, '0 of 0 requests failed'],
    [
      'a lost order',
      { orders: { acknowledged: 1200, found: 1199 } },
      '1199 of 1200 acknowledged orders are in the database',
    ],
    ['no order at all', { orders: { acknowledged: 0, found: 0 } }, '0 of 0 acknowledged orders are in the database'],
    ['an old pod left over', { versionsAfter: ['1.0.0', '2.0.0'] }, 'versions answering: 1.0.0, 2.0.0'],
    ['nothing answering', { versionsAfter: [] }, 'versions answering: none'],
    ['a stranger answering', { traffic: { ...kept.traffic, versionsSeen: ['1.0.0', '9'] } }, 'versions seen: 1.0.0, 9'],
  ])('are broken by %s', (_, difference, seen) => expect(brokenIn({ ...kept, ...difference })).toEqual([seen]));

  it('stand in the summary beside what was measured', () => {
    const facts = { ...kept, traffic: { ...kept.traffic, failed: 3 } };
    const next = [
      { command: 'npx cdktf diff lab-web', does: 'nothing left to change' },
      { command: 'npm run review', does: 'the same, read for a reviewer' },
    ];
    expect(summaryOf(facts, promisesOf(facts), [{ phase: 'lab up', seconds: 21.04 }], next)).toBe(`
Release 1.0.0 -> 2.0.0
  versions             1.0.0 before, 2.0.0 after
  requests sent        12000
  requests failed      3
  longest gap          41 ms between two answers
  orders acknowledged  1200
  orders found         1200
  lab up               21.0 s

  BROKEN  no request failed: 3 of 12000 requests failed
  kept    no acknowledged order was lost
  kept    every answer came from version 1.0.0 or 2.0.0
  kept    only version 2.0.0 answers now

Try next:
  npx cdktf diff lab-web  # nothing left to change
  npm run review          # the same, read for a reviewer
`);
  });
});
