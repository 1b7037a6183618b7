import {
  daemonBounds,
  fenceposts,
  type Fenceposts,
  recreateBounds,
  rollingBounds,
  scalingBounds,
  statefulBounds,
  statefulMaxUnavailable,
  statefulPodsRolled,
} from '../../kubernetes/rollout';

/** Rows worked out by hand from the controllers' sources, so that nothing here is computed by what it tests. */

describe('surge rounds up, unavailable rounds down', () => {
  it.each([
    // surge, unavailable, replicas => surge, unavailable
    ['25%', '25%', 1, 1, 0],
    ['25%', '25%', 3, 1, 0],
    ['25%', '25%', 4, 1, 1],
    ['25%', '25%', 5, 2, 1],
    ['25%', '25%', 10, 3, 2],
    ['50%', '50%', 3, 2, 1],
    ['100%', '100%', 3, 3, 3],
    [1, 0, 3, 1, 0],
    [0, 1, 3, 0, 1],
    ['0%', '0%', 3, 0, 1],
    [0, 0, 3, 0, 1],
    [0, '10%', 5, 0, 1],
    [0, 9, 3, 0, 3],
    [0, 0, 0, 0, 0],
    ['25', '1', 4, 25, 1],
  ])('maxSurge %s, maxUnavailable %s of %i pods are %i and %i', (maxSurge, maxUnavailable, replicas, surge, away) => {
    expect(fenceposts(maxSurge, maxUnavailable, replicas)).toEqual({ surge, unavailable: away });
  });

  it.each([
    ['much', 1],
    [1, '-1'],
    ['1.5%', 0],
  ])('does not guess at %s and %s', (maxSurge, maxUnavailable) => {
    expect(fenceposts(maxSurge, maxUnavailable, 3)).toBeUndefined();
  });
});

describe('a Deployment that rolls', () => {
  it.each([
    // before, after, surge, unavailable => lowest available, highest running, highest with terminating
    [3, 3, 1, 0, 3, 4, 6],
    [3, 3, 0, 1, 2, 3, 6],
    [1, 1, 1, 0, 1, 2, 2],
    [1, 1, 0, 1, 0, 1, 2],
    [10, 10, 3, 2, 8, 13, 20],
    [3, 5, 1, 0, 3, 6, 10],
    [5, 3, 1, 0, 3, 5, 8],
    [2, 4, 0, 3, 1, 4, 8],
    [5, 2, 0, 1, 1, 5, 7],
    [0, 3, 1, 0, 0, 3, 3],
    [3, 0, 1, 0, 0, 3, 3],
    [1, 1, 5, 0, 1, 2, 2],
  ])('%i to %i pods, surge %i, unavailable %i', (before, after, surge, away, lowest, running, terminating) => {
    const given: Fenceposts = { surge, unavailable: away };
    expect(rollingBounds(before, after, given)).toEqual(bounds(lowest, running, terminating));
  });
});

it.each([
  [3, 3, 0, 3, 3],
  [3, 5, 0, 5, 5],
  [5, 2, 0, 5, 5],
  [0, 0, 0, 0, 0],
])('Recreate from %i to %i pods leaves none', (before, after, lowest, running, terminating) => {
  expect(recreateBounds(before, after)).toEqual(bounds(lowest, running, terminating));
});

it.each([
  [3, 5, 3, 5],
  [5, 3, 3, 5],
  [0, 2, 0, 2],
  [2, 0, 0, 2],
])('scaling from %i to %i pods exchanges none', (before, after, lowest, most) => {
  expect(scalingBounds(before, after)).toEqual(bounds(lowest, most, most));
});

describe('a StatefulSet exchanges pods in place', () => {
  it.each([
    // before, after, partition, maxUnavailable => rolled, lowest available, highest running
    [3, 3, 0, 1, 3, 2, 3],
    [1, 1, 0, 1, 1, 0, 1],
    [3, 3, 2, 1, 1, 2, 3],
    [3, 3, 3, 1, 0, 3, 3],
    [3, 3, 9, 1, 0, 3, 3],
    [5, 3, 0, 1, 3, 2, 5],
    [3, 5, 0, 1, 3, 3, 5],
    [5, 5, 3, 3, 2, 3, 5],
    [3, 0, 0, 1, 0, 0, 3],
  ])(
    '%i to %i pods, partition %i, %i away at once',
    (before, after, partition, maxUnavailable, rolled, lowest, most) => {
      const rollout = { before, after, partition, maxUnavailable };
      expect(statefulPodsRolled(rollout)).toBe(rolled);
      expect(statefulBounds(rollout)).toEqual(bounds(lowest, most, most));
    },
  );

  it.each([
    ['25%', 3, 1],
    ['50%', 5, 2],
    ['100%', 3, 3],
    [0, 3, 1],
    [2, 3, 2],
  ])('maxUnavailable %s of %i pods is %i', (value, replicas, pods) => {
    expect(statefulMaxUnavailable(value, replicas)).toBe(pods);
  });
});

describe('a DaemonSet goes from node to node', () => {
  it.each([
    // nodes, maxSurge, maxUnavailable => lowest available, highest running, highest with terminating
    [5, 0, 1, 4, 5, 5],
    [5, 0, '30%', 3, 5, 5],
    [5, 0, 0, 4, 5, 5],
    [3, 0, '100%', 0, 3, 3],
    [3, 0, 9, 0, 3, 3],
    [5, 1, 0, 5, 6, 10],
    [5, '30%', 0, 5, 7, 10],
    [2, 7, 0, 2, 4, 4],
    [0, 0, 1, 0, 0, 0],
  ])('%i nodes, maxSurge %s, maxUnavailable %s', (nodes, maxSurge, maxUnavailable, lowest, running, terminating) => {
    expect(daemonBounds(nodes, maxSurge, maxUnavailable)).toEqual(bounds(lowest, running, terminating));
  });

  it('does not guess at what is no number', () => {
    expect(daemonBounds(3, 'some', 0)).toBeUndefined();
  });
});

const bounds = (lowestAvailable: number, highestRunning: number, highestWithTerminating: number): object => ({
  lowestAvailable,
  highestRunning,
  highestWithTerminating,
});
