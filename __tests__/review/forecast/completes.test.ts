import { claim, container, daemonSet, deployment, metadata, statefulSet } from '../../support/kubernetes-values';
import { created, deleted, unchanged, updated, type Values } from '../../support/plan-builder';
import { forecast, workloadsOf } from './release';

const web = 'kubernetes_deployment_v1.web';
const image = 'registry.example/web:2.0.0-0123456789ab';
const completes = (...entries: Parameters<typeof forecast>[0]) => forecast(entries).completes;
const roll = (more: Values, spec: Values = {}, pod: Values = {}) =>
  updated(
    web,
    deployment({ spec, pod, containers: [container(more)] }),
    deployment({ spec, pod, containers: [container({ ...more, image })] }),
  );
const blocked = (text: string) => ({ state: 'blocked', reason: expect.stringContaining(text) });

it('C1 what Kubernetes refuses', () => {
  const asks = (memory: string, limit: string): Values => ({
    resources: [{ requests: { memory }, limits: { memory: limit } }],
  });
  expect(completes(roll(asks('2Gi', '1Gi')))).toEqual(blocked('more than its limit 1Gi'));
  expect(completes(roll(asks('1Gi', '2Gi')))).toEqual({ state: 'expected' });
  expect(completes(roll({}, { selector: [{ match_labels: { app: 'other' } }] }))).toEqual(
    blocked('does not match the labels'),
  );
  const both = { strategy: [{ type: 'RollingUpdate', rolling_update: [{ max_surge: '0', max_unavailable: '0' }] }] };
  expect(completes(roll({}, both))).toEqual(blocked('both 0'));
  expect(completes(roll({}, { min_ready_seconds: 700 }))).toEqual(blocked('progressDeadlineSeconds'));
  const moved = { selector: [{ match_labels: { tier: 'front' } }] };
  const labels = [{ metadata: [{ labels: { app: 'web', tier: 'front' } }] }];
  expect(completes(updated(web, deployment(), deployment({ spec: { ...moved, template: labels } })))).toEqual(
    blocked('the selector of an object that exists cannot change'),
  );
  const range: Values = {
    metadata: metadata('limits'),
    spec: [{ limit: [{ type: 'Container', max: { memory: '1Gi' } }] }],
  };
  expect(completes(roll(asks('1Gi', '2Gi')), unchanged('kubernetes_limit_range_v1.limits', range))).toEqual(
    blocked('LimitRange limits'),
  );
});

it('C1 what Kubernetes refuses moves no pod', () => {
  const both = { strategy: [{ type: 'RollingUpdate', rolling_update: [{ max_surge: '0', max_unavailable: '0' }] }] };
  const refused = { rollout: 'none', impact: 'none', lowestAvailable: 3, highestRunning: 3, podsAfter: 3 };
  expect(forecast([roll({}, both)])).toMatchObject(refused);
  expect(forecast([roll({}, { min_ready_seconds: 700 })])).toMatchObject(refused);
  const labels = { tier: 'node', app: 'agent' };
  const set = daemonSet({
    spec: {
      selector: [{ match_labels: labels }],
      template: [{ metadata: [{ labels }], spec: [{ container: [container()] }] }],
    },
  });
  expect(forecast([updated('kubernetes_daemon_set_v1.agent', daemonSet(), set)])).toMatchObject({
    rollout: 'none',
    impact: 'none',
    completes: blocked('the selector of an object that exists cannot change'),
  });
});

describe('what Kubernetes refuses is found', () => {
  const none = { strategy: [{ type: 'RollingUpdate', rolling_update: [{ max_surge: '0', max_unavailable: '0' }] }] };
  const refused = (reason: string) => ({
    rollout: 'none',
    impact: 'none',
    lowestAvailable: 3,
    completes: blocked(reason),
  });

  it.each([
    ['both 0', none],
    ['progressDeadlineSeconds 600 is not above minReadySeconds 700', { min_ready_seconds: 700 }],
  ])('C1 %s, though no template changes', (reason, spec) =>
    expect(forecast([updated(web, deployment(), deployment({ spec }))])).toMatchObject(refused(reason)),
  );

  it('C1 in a new object, also one without pods', () => {
    expect(completes(created(web, deployment({ spec: none })))).toEqual(blocked('both 0'));
    expect(completes(created(web, deployment({ spec: { ...none, replicas: '0' } })))).toEqual(blocked('both 0'));
  });

  it.each([
    ['0', '0', 'both 0'],
    ['1', '1', 'one of maxSurge 1 and maxUnavailable 1 must be 0'],
    ['10%', null, 'one of maxSurge 10% and maxUnavailable 1 must be 0'],
  ])('C1 maxSurge %s and maxUnavailable %s of a DaemonSet', (max_surge, max_unavailable, reason) => {
    const strategy = [{ type: 'RollingUpdate', rolling_update: [{ max_surge, max_unavailable }] }];
    const address = 'kubernetes_daemon_set_v1.agent';
    const set = (spec: Values) => daemonSet({ spec });
    expect(completes(updated(address, set({}), set({ strategy })))).toEqual(blocked(reason));
    const afterUnknown = { spec: [{ strategy: [{ rolling_update: [{ max_surge: true }] }] }] };
    expect(completes(updated(address, set({}), set({ strategy }), { afterUnknown }))).toEqual({ state: 'expected' });
  });

  const asks = { resources: [{ requests: { memory: '2Gi' }, limits: { memory: '1Gi' } }] };
  const mounts = { volume_mount: [{ name: 'cache', mount_path: '/cache' }] };
  const sleeps = (seconds: number) => ({ lifecycle: [{ pre_stop: [{ sleep: [{ seconds }] }] }] });

  it.each<[string, Values, Values]>([
    ['container migrate requests memory 2Gi', {}, { init_container: [container({ name: 'migrate', ...asks })] }],
    ['mounts volume cache, which there is not', mounts, {}],
    ['sleeps 60 s, longer than terminationGracePeriodSeconds 30', sleeps(60), {}],
    ['restartPolicy is Never', {}, { restart_policy: 'Never' }],
  ])('C1 %s', (reason, more, pod) => {
    const after = deployment({ containers: [container(more)], pod });
    expect(forecast([updated(web, deployment(), after)])).toMatchObject(refused(reason));
  });

  it('C1 but not what is right or not known yet', () => {
    expect(completes(roll(mounts, {}, { volume: [{ name: 'cache', empty_dir: [{}] }] }))).toEqual({
      state: 'expected',
    });
    expect(completes(roll(sleeps(60), {}, { termination_grace_period_seconds: 60 }))).toEqual({ state: 'expected' });
    const afterUnknown = { spec: [{ template: [{ spec: [{ volume: true }] }] }] };
    expect(
      completes(updated(web, deployment(), deployment({ containers: [container(mounts)] }), { afterUnknown })),
    ).toEqual({ state: 'expected' });
  });

  it('C1 the pods of a StatefulSet one by one, when the first has stopped already', () => {
    const set = (more: Values) => statefulSet({ spec: { replicas: '3' }, containers: [container(more)] });
    const rolled = (more: Values) => forecast([updated('kubernetes_stateful_set_v1.database', set({}), set(more))]);
    expect(rolled({ image, ...asks })).toMatchObject({
      rollout: 'rolling',
      lowestAvailable: 2,
      completes: blocked('Kubernetes refuses its pods: container web requests memory 2Gi'),
    });
    const claimed = { volume_mount: [{ name: 'data', mount_path: '/data' }] };
    expect(rolled({ image, ...claimed }).completes).toEqual({ state: 'expected' });
  });
});

it('C8 a name that another object may still have', () => {
  const old = deleted('kubernetes_deployment.web', deployment());
  const next = (entry: Parameters<typeof forecast>[0][number]) =>
    workloadsOf([entry, created(web, deployment())]).find(({ address }) => address === web)?.forecast.completes;
  expect(next(old)).toEqual({ state: 'unknown', reason: expect.stringContaining('already exists') });
  expect(next({ ...old, actions: ['forget'] })).toEqual({
    state: 'unknown',
    reason: expect.stringContaining('lives on under the same name'),
  });
  expect(next(deleted('kubernetes_deployment.web', deployment({ name: 'other' })))).toEqual({ state: 'expected' });
});

it('C2 a quota that leaves no room', () => {
  const quota = (hard: Values) =>
    unchanged('kubernetes_resource_quota_v1.all', { metadata: metadata('all'), spec: [{ hard }] });
  expect(completes(roll({}), quota({ pods: '3' }))).toEqual(blocked('first new pod beside the old ones'));
  expect(completes(roll({}), quota({ pods: '4' }))).toEqual({ state: 'expected' });
  const away = { strategy: [{ type: 'RollingUpdate', rolling_update: [{ max_surge: '0', max_unavailable: '1' }] }] };
  expect(completes(roll({}, away), quota({ pods: '3' }))).toEqual({ state: 'expected' });
  expect(completes(roll({}), quota({ 'requests.memory': '500Mi' }))).toEqual(
    blocked('requests.memory of 500Mi in all'),
  );
  const other = unchanged('kubernetes_deployment_v1.other', deployment({ name: 'other' }));
  expect(completes(roll({}), other, quota({ pods: '6' }))).toEqual(blocked('allows 6 pods, and'));
});

describe('what a namespace wants of a container', () => {
  const range = (rule: Values) =>
    unchanged('kubernetes_limit_range_v1.limits', {
      metadata: metadata('limits'),
      spec: [{ limit: [{ type: 'Container', ...rule }] }],
    });
  const open: Values = { resources: [{ requests: { memory: '128Mi' } }] };

  it('C1 no less than its limit range', () => {
    expect(completes(roll({}), range({ min: { memory: '512Mi' } }))).toEqual(blocked('at least, and web has 128Mi'));
    expect(completes(roll({}), range({ min: { memory: '64Mi' } }))).toEqual({ state: 'expected' });
  });

  it('C1 no more than the limit that its limit range gives it', () => {
    expect(completes(roll(open), range({ default: { memory: '64Mi' } }))).toEqual(blocked('less than the 128Mi'));
    expect(completes(roll(open), range({ max: { memory: '64Mi' } }))).toEqual(blocked('less than the 128Mi'));
    expect(completes(roll(open), range({ default: { memory: '128Mi' } }))).toEqual({ state: 'expected' });
    expect(completes(roll({}), range({ default: { memory: '64Mi' } }))).toEqual({ state: 'expected' });
  });

  it('C2 to set what a quota bounds', () => {
    const all = { metadata: metadata('all'), spec: [{ hard: { 'limits.memory': '20Gi' } }] };
    const quota = created('kubernetes_resource_quota_v1.all', all);
    expect(completes(roll(open), quota)).toEqual({
      state: 'unknown',
      reason: expect.stringContaining('limits.memory'),
    });
    expect(completes(roll({}), quota)).toEqual({ state: 'expected' });
    expect(completes(roll(open), quota, range({ default: { memory: '1Gi' } }))).toEqual({ state: 'expected' });
    expect(completes(roll(open), unchanged('kubernetes_resource_quota_v1.all', all))).toEqual({ state: 'expected' });
  });
});

it('C3 a host port that two pods need', () => {
  const port: Values = { port: [{ container_port: 8080, host_port: 8080, protocol: 'TCP' }] };
  expect(completes(roll(port))).toMatchObject({ state: 'unknown' });
  const rolling = { strategy: [{ type: 'RollingUpdate', rolling_update: [{ max_surge: '1', max_unavailable: '0' }] }] };
  const set = (more: Values) => daemonSet({ spec: rolling, containers: [container({ ...port, ...more })] });
  expect(completes(updated('kubernetes_daemon_set_v1.agent', set({}), set({ image })))).toEqual(
    blocked('host port 8080'),
  );
});

it('C4 a volume that two pods cannot share', () => {
  const pod: Values = { volume: [{ name: 'data', persistent_volume_claim: [{ claim_name: 'data' }] }] };
  const data = (mode: string) =>
    unchanged('kubernetes_persistent_volume_claim_v1.data', claim({ access_modes: [mode] }));
  expect(completes(roll({}, {}, pod), data('ReadWriteOncePod'))).toEqual(blocked('one pod alone'));
  expect(completes(roll({}, {}, pod), data('ReadWriteOnce'))).toMatchObject({ state: 'unknown' });
  expect(completes(roll({}, {}, pod), data('ReadWriteMany'))).toEqual({ state: 'expected' });
  const sized = (replicas: string) => deployment({ spec: { replicas }, pod });
  const grown = (from: string, to: string) => updated(web, sized(from), sized(to));
  expect(completes(grown('1', '3'), data('ReadWriteOncePod'))).toEqual(blocked('3 pods start beside each other'));
  expect(completes(grown('1', '3'), data('ReadWriteOnce'))).toMatchObject({ state: 'unknown' });
  expect(completes(created(web, sized('2')), data('ReadWriteOncePod'))).toEqual(blocked('one pod alone'));
  expect(completes(grown('0', '1'), data('ReadWriteOncePod'))).toEqual({ state: 'expected' });
});

it('C5 configuration that new pods need', () => {
  const reads: Values = {
    env: [{ name: 'T', value_from: [{ config_map_key_ref: [{ name: 'settings', key: 'title' }] }] }],
  };
  const settings = (data: Values): Values => ({ metadata: metadata('settings'), data });
  const address = 'kubernetes_config_map_v1.settings';
  expect(completes(roll(reads), deleted(address, settings({ title: 'a' })))).toEqual(
    blocked('deleted by this release'),
  );
  expect(completes(roll(reads), updated(address, settings({ title: 'a' }), settings({ name: 'a' })))).toEqual(
    blocked('no key title'),
  );
  expect(completes(roll(reads), unchanged(address, settings({ title: 'a' })))).toEqual({ state: 'expected' });
});

it('C5 what new pods need beside configuration', () => {
  const pull: Values = { image_pull_secrets: [{ name: 'registry' }] };
  const registry = { metadata: metadata('registry'), data: {} };
  const address = 'kubernetes_secret_v1.registry';
  expect(completes(roll({}, {}, pull), deleted(address, registry))).toEqual({
    state: 'unknown',
    reason: expect.stringContaining('Secret registry, with which nodes pull'),
  });
  expect(completes(roll({}, {}, pull), unchanged(address, registry))).toEqual({ state: 'expected' });
  const high = { metadata: [{ name: 'high' }], value: 1000 };
  const entry = roll({}, {}, { priority_class_name: 'high' });
  expect(completes(entry, deleted('kubernetes_priority_class_v1.high', high))).toEqual(blocked('PriorityClass high'));
  expect(completes(entry, unchanged('kubernetes_priority_class_v1.high', high))).toEqual({ state: 'expected' });
});

it('C6 rollouts that Terraform waits for in vain', () => {
  expect(completes(roll({}, { paused: true }))).toEqual(blocked('paused'));
  const onDelete = { update_strategy: [{ type: 'OnDelete', rolling_update: [] }] };
  const set = (more: Values) => ({
    ...statefulSet({ spec: onDelete, containers: [container(more)] }),
    wait_for_rollout: true,
  });
  expect(completes(updated('kubernetes_stateful_set_v1.database', set({}), set({ image })))).toEqual(
    blocked('OnDelete'),
  );
});

it('C9 a probe that asks a port nobody has', () => {
  const probed = (kind: string, port: string, name = 'http') => ({
    [kind]: [{ http_get: [{ path: '/', port }] }],
    port: [{ container_port: 8080, name }],
  });
  expect(completes(roll(probed('readiness_probe', 'http', 'web')))).toEqual(blocked('asks port http'));
  expect(completes(roll(probed('startup_probe', 'http', 'web')))).toEqual(blocked('no new pod becomes ready'));
  expect(completes(roll(probed('liveness_probe', 'http', 'web')))).toEqual({ state: 'expected' });
  expect(completes(roll(probed('readiness_probe', 'http')))).toEqual({ state: 'expected' });
  expect(completes(roll(probed('readiness_probe', '9090')))).toEqual({ state: 'expected' });
});

it('C11 a pod security level that is new', () => {
  const space = (level?: string): Values => ({
    metadata: metadata('shop', {
      namespace: null,
      labels: level === undefined ? {} : { 'pod-security.kubernetes.io/enforce': level },
    }),
  });
  const raised = (was?: string, is?: string) =>
    completes(updated('kubernetes_namespace_v1.shop', space(was), space(is)), roll({}));
  const doubt = { state: 'unknown', reason: expect.stringContaining('pod security level restricted') };
  expect(raised('baseline', 'restricted')).toEqual(doubt);
  expect(raised(undefined, 'restricted')).toEqual(doubt);
  expect(raised('restricted', 'privileged')).toEqual({ state: 'expected' });
});
