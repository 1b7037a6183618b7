import type { Failure } from '../../../load/report';
import { failureGroups } from '../../../proof/forecast/failure-groups';

const failure = (seconds: number, kind: Failure['kind'], detail: string): Failure => ({
  at: '2026-01-01T00:00:00Z',
  milliseconds: seconds * 1000,
  afterMilliseconds: 1,
  purpose: 'version',
  kind,
  detail,
});

it('groups failures by what they have in common, the most frequent first', () => {
  const groups = failureGroups([
    failure(3, 'status', '503 away'),
    failure(1.04, 'refused', 'ECONNREFUSED connect ECONNREFUSED 127.0.0.1:1'),
    failure(9, 'refused', 'ECONNREFUSED connect ECONNREFUSED 127.0.0.1:2'),
  ]);
  expect(groups).toEqual([
    { what: 'version refused ECONNREFUSED', count: 2, from: 1, to: 9 },
    { what: 'version status 503 away', count: 1, from: 3, to: 3 },
  ]);
});
