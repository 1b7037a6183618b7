import { created, replaced, unchanged, updated, type Values } from '../../support/plan-builder';
import { forecast } from './release';

describe('a kubernetes_manifest', () => {
  const address = 'kubernetes_manifest.web';
  const manifest = (
    spec: Values,
    of: { readonly name?: string; readonly running?: number; readonly more?: Values } = {},
  ) => {
    const written = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: of.name ?? 'web', namespace: 'shop' },
      spec: { template: { spec: { containers: [{ name: 'web', image: 'web:1' }] } }, ...spec },
    };
    return { manifest: written, object: { ...written, spec: { ...written.spec, replicas: of.running } }, ...of.more };
  };
  const autoscaler = (minReplicas: number, maxReplicas: number) =>
    created('kubernetes_manifest.autoscaler', {
      manifest: {
        kind: 'HorizontalPodAutoscaler',
        metadata: { name: 'web', namespace: 'shop' },
        spec: { minReplicas, maxReplicas, scaleTargetRef: { kind: 'Deployment', name: 'web' } },
      },
    });
  const next = { template: { spec: { containers: [{ name: 'web', image: 'web:2' }] } } };

  it('N10 without a number has as many pods as the cluster has', () => {
    expect(forecast([updated(address, manifest({}, { running: 8 }), manifest(next, { running: 8 }))])).toMatchObject({
      podsBefore: 8,
      podsAfter: 8,
      lowestAvailable: 6,
      highestRunning: 10,
    });
    expect(forecast([unchanged(address, manifest({}, { running: 8 })), autoscaler(2, 5)])).toMatchObject({
      impact: 'reduced',
      lowestAvailable: 5,
    });
  });

  it('N10 whose number is taken away falls to one until an autoscaler raises it', () => {
    const taken = updated(address, manifest({ replicas: 5 }, { running: 5 }), manifest({}));
    expect(forecast([taken])).toMatchObject({ podsBefore: 5, podsAfter: 1, lowestAvailable: 1 });
    expect(forecast([taken, autoscaler(3, 10)])).toMatchObject({
      podsAfter: null,
      lowestAvailable: 1,
    });
  });

  it.each([
    [[], 'outage', 0],
    [[{ rollout: true }], 'errors-possible', 3],
  ])('N11 made first and waited for by %j', (wait, impact, lowestAvailable) => {
    const [before, after] = [manifest({ replicas: 3 }), manifest({ replicas: 3 }, { name: 'other', more: { wait } })];
    expect(forecast([{ ...replaced(address, before, after), actions: ['create', 'delete'] }])).toMatchObject({
      impact,
      lowestAvailable,
    });
  });

  it.each([
    [[], 'expected'],
    [[{ rollout: true }], 'blocked'],
  ])('C6 paused and waited for by %j', (wait, state) => {
    const paused = (spec: Values) => manifest({ ...spec, replicas: 3, paused: true }, { more: { wait } });
    expect(forecast([updated(address, paused({}), paused(next))]).completes).toMatchObject({ state });
  });
});
