import type { Outcome } from '../../load/answer';
import { summarize } from '../../load/summarize';

const answer = (ended: number, version = '1.0.0', purpose: Outcome['purpose'] = 'version'): Outcome => ({
  purpose,
  due: ended - 4,
  left: ended - 3,
  ended,
  result: { kind: 'ok', version },
  ...(purpose === 'order' ? { reference: `p-${ended}` } : {}),
});

const refused = (due: number): Outcome => ({
  purpose: 'order',
  due,
  left: due,
  ended: due + 1,
  reference: `p-${due}`,
  result: { kind: 'refused', detail: 'ECONNREFUSED' },
});

const summarized = (outcomes: readonly Outcome[], ended = 3000) =>
  summarize({ url: 'http://x', prefix: 'p-', startedAt: Date.UTC(2026, 0, 1), ended, mostConcurrent: 2, outcomes });

describe('summary of a load run', () => {
  it('finds the longest gap between successful answers, in whatever order they are recorded', () => {
    const report = summarized([answer(2900), answer(100), answer(1400), answer(200), refused(800)]);
    expect(report).toMatchObject({ longestGapMilliseconds: 1500, longestGapAtMilliseconds: 1400 });
  });

  it('counts silence at the beginning and at the end as a gap', () => {
    expect(summarized([answer(2000)])).toMatchObject({ longestGapMilliseconds: 2000, longestGapAtMilliseconds: 0 });
    expect(summarized([answer(500)])).toMatchObject({ longestGapMilliseconds: 2500, longestGapAtMilliseconds: 500 });
    expect(summarized([])).toMatchObject({ longestGapMilliseconds: 3000 });
  });

  it('tells the time of each failure, and acknowledges only orders that were answered', () => {
    const report = summarized([refused(1500), answer(700, '1.0.0', 'order'), answer(900)]);
    expect(report.failures).toEqual([
      {
        at: '2026-01-01T00:00:01.500Z',
        milliseconds: 1500,
        afterMilliseconds: 1,
        purpose: 'order',
        kind: 'refused',
        detail: 'ECONNREFUSED',
        reference: 'p-1500',
      },
    ]);
    expect(report.acknowledged).toEqual(['p-700']);
    expect(report.orders).toEqual({ sent: 2, succeeded: 1, failed: 1 });
    expect(report.requests).toEqual({ sent: 1, succeeded: 1, failed: 0 });
  });

  it('counts versions by second', () => {
    const outcomes = [answer(1100, '2.0.0'), answer(100), answer(1200), answer(1300, '2.0.0')];
    expect(summarized(outcomes).versions).toEqual([
      { second: 0, version: '1.0.0', answers: 1 },
      { second: 1, version: '1.0.0', answers: 1 },
      { second: 1, version: '2.0.0', answers: 2 },
    ]);
  });

  it('measures latency from the moment a request was due, not from when it left', () => {
    const late: Outcome = { ...answer(1000), due: 0, left: 990 };
    const report = summarized([late, ...Array.from({ length: 98 }, (_, index) => answer(1000 + index))]);
    expect(report.latencyMilliseconds).toEqual({ median: 4, p99: 1000, highest: 1000 });
    expect(report.worstDelayMilliseconds).toBe(990);
  });
});
