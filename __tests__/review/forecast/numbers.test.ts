import { container, daemonSet, deployment, statefulSet } from '../../support/kubernetes-values';
import { created, deleted, replaced, unchanged, updated, type Values } from '../../support/plan-builder';
import { forecast, inSpec, workloadsOf } from './release';

const web = 'kubernetes_deployment_v1.web';
const database = 'kubernetes_stateful_set_v1.database';
const next = [container({ image: 'registry.example/web:2.0.0-0123456789ab' })];
const strategy = (maxSurge: string, maxUnavailable: string): Values => ({
  strategy: [{ type: 'RollingUpdate', rolling_update: [{ max_surge: maxSurge, max_unavailable: maxUnavailable }] }],
});
const roll = (spec: Values, after: Values = {}) =>
  forecast([updated(web, deployment({ spec }), deployment({ containers: next, spec: { ...spec, ...after } }))]);
const rollSet = (before: Values, after: Values = before) =>
  forecast([updated(database, statefulSet({ spec: before }), statefulSet({ containers: next, spec: after }))]);

it('N1 only the number of pods changes', () => {
  const scale = (from: string, to: string) =>
    forecast([updated(web, deployment({ spec: { replicas: from } }), deployment({ spec: { replicas: to } }))]);
  expect(scale('3', '5')).toMatchObject({ rollout: 'scaled', impact: 'none', lowestAvailable: 3, highestRunning: 5 });
  expect(scale('5', '2')).toMatchObject({
    rollout: 'scaled',
    impact: 'reduced',
    lowestAvailable: 2,
    highestRunning: 5,
  });
  expect(scale('3', '0')).toMatchObject({ rollout: 'stopped', impact: 'outage', lowestAvailable: 0 });
});

it.each([
  { replicas: '3', surge: '25%', away: '25%', lowest: 3, highest: 4, most: 6 },
  { replicas: '10', surge: '25%', away: '25%', lowest: 8, highest: 13, most: 20 },
  { replicas: '3', surge: '0', away: '10%', lowest: 2, highest: 3, most: 6 }, // both come to 0, so one may go
  { replicas: '3', surge: '200%', away: '0', lowest: 3, highest: 6, most: 6 }, // never more new pods than wanted
])('N2 N3 $replicas pods, surge $surge, away $away', ({ replicas, surge, away, lowest, highest, most }) => {
  expect(roll({ replicas, ...strategy(surge, away) })).toMatchObject({
    rollout: 'rolling',
    trigger: 'container web > image',
    lowestAvailable: lowest,
    highestRunning: highest,
    highestWithTerminating: most,
  });
});

it('N3 rolls to another number of pods', () => {
  expect(roll({ replicas: '2', ...strategy('1', '0') }, { replicas: '4' })).toMatchObject({
    impact: 'none',
    lowestAvailable: 2,
    highestRunning: 5,
    highestWithTerminating: 8,
  });
});

it('N4 N6 Recreate stops all pods first, also when the strategy changes in the same release', () => {
  expect(roll(strategy('1', '0'), { strategy: [{ type: 'Recreate', rolling_update: [] }] })).toMatchObject({
    rollout: 'recreate',
    impact: 'outage',
    lowestAvailable: 0,
    highestWithTerminating: 3,
  });
});

it('N5 a paused Deployment rolls nothing, and lifting the pause rolls', () => {
  expect(roll({ paused: true })).toMatchObject({ rollout: 'none', impact: 'none' });
  const lifted = forecast([updated(web, deployment({ spec: { paused: true } }), deployment())]);
  expect(lifted).toMatchObject({ rollout: 'rolling', trigger: 'paused lifted' });
});

it('N5 what was not changed while it was paused does not roll, whatever else is said of the rollout', () => {
  const containers = [container({ lifecycle: [], readiness_probe: [], startup_probe: [] })];
  const lifted = forecast([
    updated(web, deployment({ containers, spec: { paused: true } }), deployment({ containers })),
  ]);
  expect(lifted.impact).toBe('errors-possible');
  expect(lifted.conditions).toEqual([{ if: 'nothing was changed while it was paused', impact: 'none' }]);
});

it('N7 a StatefulSet exchanges one pod at a time', () => {
  expect(rollSet({ replicas: '3' })).toMatchObject({
    rollout: 'rolling',
    impact: 'reduced',
    lowestAvailable: 2,
    highestRunning: 3,
    highestWithTerminating: 3,
  });
  // The new pod has the name of the old one, so that it cannot be there before the old one has gone.
  expect(rollSet({ replicas: '1' })).toMatchObject({ impact: 'outage', lowestAvailable: 0, conditions: [] });
  const instead = (name: string) => forecast([replaced(database, statefulSet(), statefulSet({ name }))]).conditions;
  expect(instead('database')).toEqual([]);
  expect(instead('db')).toHaveLength(1);
});

it('N8 the partition and OnDelete hold pods back', () => {
  const partition = (from: number): Values => ({
    replicas: '3',
    update_strategy: [{ type: 'RollingUpdate', rolling_update: [{ partition: from }] }],
  });
  expect(rollSet(partition(3))).toMatchObject({ rollout: 'none', impact: 'none', lowestAvailable: 3 });
  const texts = ({ reasons }: { readonly reasons: readonly { readonly text: string }[] }) =>
    reasons.map(({ text }) => text);
  const held = rollSet(partition(2));
  expect(held).toMatchObject({ rollout: 'rolling', podsRolled: 1, lowestAvailable: 2 });
  expect(texts(held)).toContain('2 pods below partition 2 keep the old version.');
  expect(rollSet(partition(0))).not.toHaveProperty('podsRolled');
  const lowered = forecast([
    updated(database, statefulSet({ spec: partition(3) }), statefulSet({ spec: partition(1) })),
  ]);
  expect(lowered).toMatchObject({
    rollout: 'rolling',
    trigger: 'update strategy > partition',
    podsRolled: 2,
    lowestAvailable: 2,
  });
  expect(texts(lowered)).toContain('1 pod below partition 1 keeps the old version.');
  const open = [updated(database, statefulSet({ spec: partition(2) }), statefulSet({ spec: partition(0) }))];
  expect(forecast(open)).toMatchObject({ podsRolled: 2 });
  expect(texts(forecast(open))).toContain(
    '1 pod from the old partition 2 on keeps the version that the partition let through before.',
  );
  const onDelete = { replicas: '3', update_strategy: [{ type: 'OnDelete', rolling_update: [] }] };
  expect(rollSet(onDelete)).toMatchObject({ rollout: 'none', impact: 'none' });
});

it('N9 I19 the number of a DaemonSet is the number of nodes', () => {
  const set = (containers: readonly Values[], rolling: Values) =>
    daemonSet({ containers, spec: { strategy: [{ type: 'RollingUpdate', rolling_update: [rolling] }] } });
  const agent = 'kubernetes_daemon_set_v1.agent';
  const rolled = (rolling: Values) => forecast([updated(agent, set([container()], rolling), set(next, rolling))]);
  expect(rolled({ max_unavailable: '1' })).toMatchObject({
    rollout: 'rolling',
    impact: 'unknown',
    lowestAvailable: null,
  });
  expect(rolled({ max_surge: '1', max_unavailable: '0' })).toMatchObject({ rollout: 'rolling', impact: 'none' });
});

it('N10 an autoscaler decides where replicas are not set', () => {
  const scaler: Values = {
    metadata: [{ name: 'web', namespace: 'shop' }],
    spec: [{ min_replicas: 2, max_replicas: 8, scale_target_ref: [{ kind: 'Deployment', name: 'web' }] }],
  };
  const rolled = (containers?: readonly Values[]) =>
    deployment({ containers, spec: { replicas: null, ...strategy('1', '1') } });
  const entries = [updated(web, rolled(), rolled(next))];
  expect(forecast([...entries, unchanged('kubernetes_horizontal_pod_autoscaler_v2.web', scaler)])).toMatchObject({
    podsBefore: null,
    lowestAvailable: 1,
    highestRunning: 9,
    highestWithTerminating: 16,
    impact: 'reduced',
  });
  expect(forecast(entries)).toMatchObject({ podsBefore: 1, lowestAvailable: 0, impact: 'outage' });
  const gone = [unchanged(web, rolled()), deleted('kubernetes_horizontal_pod_autoscaler_v2.web', scaler)];
  expect(forecast(gone)).toMatchObject({ rollout: 'none', impact: 'none' });
});

it('N11 a replaced workload is gone first, unless the new one comes first', () => {
  expect(forecast([replaced(web, deployment(), deployment({ containers: next }))])).toMatchObject({
    rollout: 'replaced',
    impact: 'outage',
    lowestAvailable: 0,
  });
  const renamed = { ...replaced(web, deployment(), deployment({ name: 'web-2' })), actions: ['create', 'delete'] };
  expect(forecast([renamed])).toMatchObject({ rollout: 'replaced', lowestAvailable: 3, highestRunning: 6 });
});

it('N12 kinds whose pods nobody exchanges', () => {
  const manifest = (image: string): Values => ({
    manifest: {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: { name: 'web', namespace: 'shop' },
      spec: { replicas: 2, template: { spec: { containers: [{ name: 'web', image }] } } },
    },
  });
  expect(forecast([updated('kubernetes_manifest.web', manifest('a:1'), manifest('a:2'))])).toMatchObject({
    rollout: 'none',
    impact: 'none',
  });
  const pod = (image: string): Values => ({
    metadata: [{ name: 'web' }],
    spec: [{ container: [container({ image })] }],
  });
  expect(forecast([updated('kubernetes_pod_v1.web', pod('a:1'), pod('a:2'))])).toMatchObject({
    rollout: 'recreate',
    impact: 'outage',
  });
  const job: Values = { metadata: [{ name: 'migrate' }], spec: [{ template: [{ spec: [{ container: next }] }] }] };
  expect(forecast([created('kubernetes_job_v1.migrate', job)])).toMatchObject({ rollout: 'created', impact: 'none' });
  const cron: Values = { metadata: [{ name: 'nightly' }], spec: [{ schedule: '0 1 * * *' }] };
  const moved: Values = { ...cron, spec: [{ schedule: '0 2 * * *' }] };
  const nightly = 'kubernetes_cron_job_v1.nightly';
  const asleep: Values = { ...cron, spec: [{ schedule: '0 1 * * *', suspend: true }] };
  const said = (entry: Parameters<typeof forecast>[0][number]) => forecast([entry]).reasons.map(({ text }) => text);
  expect(forecast([updated(nightly, cron, moved)])).toMatchObject({ rollout: 'none', impact: 'none' });
  expect(said(updated(nightly, cron, moved))).toEqual([expect.stringContaining('at the next scheduled run')]);
  expect(said(updated(nightly, cron, asleep))).toEqual([expect.stringContaining('no run starts until it is resumed')]);
  expect(said(updated(nightly, asleep, moved))).toEqual([expect.stringContaining('missed may start at once')]);
  expect(said(deleted(nightly, cron))).toEqual([expect.stringContaining('never runs again')]);
  expect(said(deleted('kubernetes_job_v1.migrate', job))).toEqual([expect.stringContaining('deleted with its pods')]);
});

it('N13 a template changes by value, by what is known only after apply, by order, and by spelling', () => {
  const image = { spec: [{ template: [{ spec: [{ container: [{ image: true }] }] }] }] };
  expect(
    forecast([
      updated(web, deployment(), deployment({ containers: [container({ image: undefined })] }), {
        afterUnknown: image,
      }),
    ]),
  ).toMatchObject({ rollout: 'rolling' });
  const env = (names: readonly string[]) =>
    deployment({ containers: [container({ env: names.map((name) => ({ name, value: name })) })] });
  expect(forecast([updated(web, env(['A', 'B']), env(['B', 'A']))])).toMatchObject({
    rollout: 'rolling',
    trigger: 'order of container web > env',
  });
  const settings = (value: string) => deployment({ containers: [container({ env: [{ name: 'A', value }] })] });
  expect(forecast([updated(web, settings('{"a":1}'), settings('{ "a": 1 }'))])).toMatchObject({
    rollout: 'rolling',
    trigger: 'spelling of container web > env A',
  });
  const limit = (cpu: string) => deployment({ containers: [container({ resources: [{ limits: { cpu } }] })] });
  expect(forecast([updated(web, limit('1000m'), limit('1'))])).toMatchObject({ rollout: 'none' });
});

it('W2 labels of the workload itself move no pod', () => {
  const labelled = { ...deployment(), metadata: [{ name: 'web', namespace: 'shop', labels: { team: 'shop' } }] };
  expect(forecast([updated(web, deployment(), labelled)])).toMatchObject({
    rollout: 'none',
    impact: 'none',
    lowestAvailable: 3,
  });
});

it('W3 what Terraform forgets lives on', () => {
  const forgotten = { address: web, actions: ['forget'], before: deployment(), after: null };
  expect(workloadsOf([forgotten])).toEqual([]);
});

it('W3 a deposed object is a workload of its own', () => {
  const deposed = deleted(web, deployment({ name: 'web-blue' }), { deposed: '0a1b2c3d' });
  const [left, ...more] = workloadsOf([unchanged(web, deployment()), deposed]);
  expect(left).toMatchObject({ name: 'web-blue', forecast: { rollout: 'stopped', impact: 'outage' } });
  expect(more).toEqual([]);
});

it('W4 a Helm release is unknown', () => {
  const chart = (version: string): Values => ({ name: 'redis', namespace: 'shop', version });
  expect(forecast([updated('helm_release.redis', chart('1'), chart('2'))])).toMatchObject({
    impact: 'unknown',
    trigger: 'version',
  });
});

it('W5 a patched pod template rolls', () => {
  const patch = (value: string): Values => ({
    kind: 'Deployment',
    metadata: [{ name: 'web', namespace: 'shop' }],
    container: 'web',
    env: [{ name: 'A', value }],
  });
  const entry = updated('kubernetes_env.web', patch('1'), patch('2'));
  expect(forecast([entry, unchanged(web, deployment())])).toMatchObject({
    rollout: 'rolling',
    impact: 'none',
    lowestAvailable: 3,
  });
  expect(forecast([entry])).toMatchObject({ rollout: 'rolling', impact: 'unknown' });
});

it('an update of nothing that matters to pods is no rollout', () =>
  expect(forecast([updated(web, deployment(), inSpec(deployment(), { revision_history_limit: 3 }))])).toMatchObject({
    rollout: 'none',
  }));
