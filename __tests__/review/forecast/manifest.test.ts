import { service } from '../../support/kubernetes-values';
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

describe('what an object that exists keeps for good', () => {
  const address = 'kubernetes_manifest.one';
  const object = (kind: string, spec: Values, live: Values = {}): Values => {
    const written = { kind, metadata: { name: 'one', namespace: 'shop' }, spec };
    return { manifest: written, object: { ...written, spec: { ...spec, ...live } } };
  };
  const pods = (image: string, value = '1') => ({
    containers: [{ name: 'web', image, env: [{ name: 'A', value }] }],
  });
  const template = (image: string) => ({ template: { spec: { restartPolicy: 'Never', ...pods(image) } } });
  const set = (spec: Values): Values => ({
    replicas: 3,
    serviceName: 'one',
    template: { spec: pods('web:1') },
    ...spec,
  });
  const changes = (kind: string, before: Values, after: Values, live?: Values) =>
    forecast([updated(address, object(kind, before, live), object(kind, after))]);
  const refused = (what: string) => ({
    rollout: 'none',
    completes: { state: 'blocked', reason: expect.stringMatching(`${what}.* that exists cannot change`) },
  });

  it('C1 of a StatefulSet', () => {
    const next = { template: { spec: pods('web:2') } };
    expect(changes('StatefulSet', set({}), set({ serviceName: 'two', ...next }))).toMatchObject(refused('serviceName'));
    expect(changes('StatefulSet', set({}), set({ minReadySeconds: 5, ...next }))).toMatchObject({ rollout: 'rolling' });
    const policy = { podManagementPolicy: 'OrderedReady' };
    expect(changes('StatefulSet', set({}), set({ ...policy, ...next }), policy)).toMatchObject({ rollout: 'rolling' });
    expect(changes('StatefulSet', set(policy), set(next))).toMatchObject({ rollout: 'rolling' });
  });

  it('C1 of a Job', () => {
    expect(changes('Job', template('job:1'), template('job:2'))).toMatchObject(refused('image'));
    const [was, is] = [
      { ...template('job:1'), parallelism: 1 },
      { ...template('job:1'), parallelism: 2 },
    ];
    expect(changes('Job', was, is).completes).toEqual({ state: 'expected' });
  });

  it('C1 of a Pod', () => {
    expect(changes('Pod', pods('web:1'), pods('web:1', '2'))).toMatchObject(refused('env A'));
    expect(changes('Pod', pods('web:1'), pods('web:2'))).toMatchObject({ rollout: 'recreate' });
  });

  it('C1 I14 of an immutable ConfigMap', () => {
    const settings = (a: string): Values => ({
      manifest: { kind: 'ConfigMap', metadata: { name: 'settings', namespace: 'shop' }, immutable: true, data: { a } },
    });
    const reads = (image: string) =>
      object('Deployment', {
        template: { spec: { containers: [{ name: 'web', image, envFrom: [{ configMapRef: { name: 'settings' } }] }] } },
      });
    const found = forecast([
      updated('kubernetes_manifest.settings', settings('1'), settings('2')),
      updated(address, reads('web:1'), reads('web:2')),
    ]);
    expect(found.reasons.map(({ text }) => text)).toContainEqual(
      expect.stringContaining('Kubernetes refuses the change'),
    );
  });
});

describe('what is known only after apply', () => {
  const address = 'kubernetes_manifest.web';
  const rolling = (template: Values): Values => ({
    manifest: {
      kind: 'Deployment',
      metadata: { name: 'web', namespace: 'shop' },
      spec: { replicas: 3, strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }, template },
    },
  });
  const written = (container: Values | null, image = 'web:1'): Values =>
    rolling({ spec: container === null ? {} : { containers: [{ name: 'web', image, ...container }] } });
  const inPod = (spec: Values): Values => ({ manifest: { spec: { template: { spec } } } });
  const ready = {
    ports: [{ containerPort: 8080 }],
    readinessProbe: { tcpSocket: { port: 8080 } },
    lifecycle: { preStop: { sleep: { seconds: 5 } } },
  };
  const { readinessProbe, ...bare } = ready;

  it.each<[string, Values, Values]>([
    ['a readiness probe', written(bare, 'web:2'), inPod({ containers: [{ readinessProbe: true }] })],
    ['all containers', written(null), inPod({ containers: true })],
  ])('I4 I18 %s', (_, after, afterUnknown) =>
    expect(forecast([updated(address, written(ready), after, { afterUnknown })]).impact).toBe('unknown'),
  );

  it('I4 but not of a container that a startup probe holds back all the same', () => {
    const after = written({ ...bare, startupProbe: readinessProbe }, 'web:2');
    const afterUnknown = inPod({ containers: [{ readinessProbe: true }] });
    expect(forecast([updated(address, written(ready), after, { afterUnknown })]).impact).toBe('none');
  });

  const behind = (image: string, labels: Values, port: Values): Values =>
    rolling({ metadata: { labels }, spec: { containers: [{ name: 'web', image, ...ready, ports: [port] }] } });
  const before = behind('web:1', { app: 'web' }, { containerPort: 8080 });

  it.each<[string, Values, Values]>([
    [
      'one label of the pods',
      behind('web:2', {}, { containerPort: 8080 }),
      { manifest: { spec: { template: { metadata: { labels: { app: true } } } } } },
    ],
    [
      'one port of the pods',
      behind('web:2', { app: 'web' }, {}),
      inPod({ containers: [{ ports: [{ containerPort: true }] }] }),
    ],
  ])('I18 %s behind a Service', (_, after, afterUnknown) => {
    const way = unchanged('kubernetes_service_v1.web', service());
    expect(forecast([way, updated(address, before, after, { afterUnknown })]).impact).toBe('unknown');
  });

  it('I18 one label that a Service selects', () => {
    const way = (selector: Values): Values => ({
      manifest: {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'web', namespace: 'shop' },
        spec: { selector, ports: [{ port: 80, targetPort: 8080 }] },
      },
    });
    const afterUnknown = { manifest: { spec: { selector: { track: true } } } };
    const changes = updated('kubernetes_manifest.way', way({ app: 'web' }), way({ app: 'web' }), { afterUnknown });
    expect(forecast([unchanged(address, before), changes]).impact).toBe('unknown');
  });
});
