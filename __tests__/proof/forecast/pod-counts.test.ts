import { PodCounts, type PodObject } from '../../../proof/forecast/pod-counts';

type State = 'ready' | 'starting' | 'stopping' | 'ended';

const pod = (uid: string, state: State, workload = 'web'): PodObject => ({
  metadata: {
    uid,
    labels: { 'app.kubernetes.io/name': workload },
    ...(state === 'stopping' ? { deletionTimestamp: '2026-01-01T00:00:00Z' } : {}),
  },
  status: {
    phase: state === 'ended' ? 'Succeeded' : 'Running',
    // A pod that was told to stop keeps its Ready condition for a while.
    conditions: [{ type: 'Ready', status: state === 'starting' ? 'False' : 'True' }],
  },
});

function threeReady(): PodCounts {
  const counts = new PodCounts();
  counts.replaceAll([pod('a', 'ready'), pod('b', 'ready'), pod('c', 'ready'), pod('m', 'ended', 'migrate')]);
  counts.begin();
  return counts;
}

it('counts as available what is ready and was not told to stop', () => {
  const counts = threeReady();
  counts.see('ADDED', pod('d', 'starting'));
  counts.see('MODIFIED', pod('a', 'stopping'));
  expect(counts.now('web')).toEqual({ available: 2, running: 3, terminating: 1 });
});

it('a rollout with surge never goes below', () => {
  const counts = threeReady();
  counts.see('ADDED', pod('d', 'starting'));
  counts.see('MODIFIED', pod('d', 'ready'));
  counts.see('MODIFIED', pod('a', 'stopping'));
  counts.see('DELETED', pod('a', 'stopping'));
  expect(counts.sinceBegin()['web']).toEqual({
    podsBefore: 3,
    lowestAvailable: 3,
    highestRunning: 4,
    highestWithTerminating: 4,
  });
});

it('keeps a dip that was over at once', () => {
  const counts = threeReady();
  for (const uid of ['a', 'b', 'c']) counts.see('MODIFIED', pod(uid, 'starting'));
  for (const uid of ['a', 'b', 'c']) counts.see('MODIFIED', pod(uid, 'ready'));
  expect(counts.sinceBegin()['web']).toMatchObject({ lowestAvailable: 0, highestRunning: 3 });
});

it('counts from the begin only, and by workload', () => {
  const counts = threeReady();
  counts.see('MODIFIED', pod('a', 'starting'));
  counts.see('MODIFIED', pod('a', 'ready'));
  counts.begin();
  counts.see('MODIFIED', pod('x', 'starting', 'database'));
  expect(counts.sinceBegin()['web']).toMatchObject({ lowestAvailable: 3 });
});

it('takes a new list for what holds now: a pod that is not in it is gone', () => {
  const counts = threeReady();
  counts.replaceAll([pod('a', 'ready'), pod('b', 'ready')]);
  expect(counts.now('web').available).toBe(2);
  expect(counts.sinceBegin()['web']).toMatchObject({ podsBefore: 3, lowestAvailable: 2 });
});

it('a workload whose pods have all gone has none available', () => {
  const counts = threeReady();
  counts.replaceAll([]);
  expect(counts.sinceBegin()['web']).toMatchObject({ lowestAvailable: 0 });
});
