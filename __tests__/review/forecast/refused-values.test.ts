import { container, daemonSet, deployment, metadata, statefulSet } from '../../support/kubernetes-values';
import { created, unchanged, updated, type Values } from '../../support/plan-builder';
import { forecast, inSpec, workloadsOf } from './release';

const web = 'kubernetes_deployment_v1.web';
const bounds = (max_surge: string, max_unavailable: string): Values => ({
  strategy: [{ type: 'RollingUpdate', rolling_update: [{ max_surge, max_unavailable }] }],
});
const blocked = (reason: string) => ({
  state: 'blocked',
  reason: expect.stringContaining(`Kubernetes refuses it: ${reason}`),
});

it.each<[string, Values]>([
  ['replicas -1 is no whole number from 0 to 2147483647', { replicas: '-1' }],
  ['replicas 2147483648 is no whole number', { replicas: '2147483648' }],
  ['replicas 2.5 is no whole number', { replicas: '2.5' }],
  ['maxSurge -1 is neither a number of pods nor a percentage', bounds('-1', '1')],
  ['maxSurge some is neither a number', bounds('some', '1')],
  ['maxUnavailable -50% is neither a number', bounds('1', '-50%')],
  ['maxUnavailable 200% is more than 100%', bounds('1', '200%')],
])('C1 %s', (reason, spec) =>
  expect(forecast([updated(web, deployment(), deployment({ spec }))])).toMatchObject({
    rollout: 'none',
    impact: 'none',
    lowestAvailable: 3,
    podsAfter: 3,
    completes: blocked(reason),
  }),
);

it('C1 a deadline for pods that run without end', () =>
  expect(
    forecast([updated(web, deployment(), deployment({ pod: { active_deadline_seconds: 60 } }))]).completes,
  ).toEqual(blocked('the pods of a Deployment run without end, and activeDeadlineSeconds is 60')));

it('C1 but not what is unusual and right', () => {
  for (const spec of [bounds('200%', '100%'), bounds('7', '0'), { replicas: '2147483647' }, { replicas: '0' }])
    expect(forecast([updated(web, deployment(), deployment({ spec }))]).completes).toEqual({ state: 'expected' });
});

it('C1 an empty image, in init containers too', () => {
  for (const image of ['', null]) {
    const empty = container({ name: 'bare', image });
    for (const parts of [{ containers: [empty] }, { pod: { init_container: [empty] } }])
      expect(forecast([updated(web, deployment(), deployment(parts))])).toMatchObject({
        rollout: 'none',
        completes: blocked('container bare has no image'),
      });
  }
  const hidden = updated(web, deployment(), deployment({ containers: [container({ image: undefined })] }), {
    afterUnknown: { spec: [{ template: [{ spec: [{ container: [{ image: true }] }] }] }] },
  });
  expect(forecast([hidden]).completes).toEqual({ state: 'expected' });
});

it('C1 an empty image of a manifest, which another may have set where it is left out', () => {
  const sent = (more: Values): Values => ({
    manifest: {
      kind: 'Deployment',
      metadata: { name: 'web', namespace: 'shop' },
      spec: { template: { spec: { containers: [{ name: 'web', ...more }] } } },
    },
  });
  const rolled = (more: Values) => forecast([updated('kubernetes_manifest.web', sent({ image: 'web:1' }), sent(more))]);
  expect(rolled({ image: '' }).completes).toEqual(blocked('container web has no image'));
  expect(rolled({}).completes).toEqual({ state: 'expected' });
  const text = (more: Values): Values => ({ yaml_body: JSON.stringify(sent(more).manifest) });
  expect(forecast([updated('kubectl_manifest.web', text({ image: 'web:1' }), text({ image: '' }))]).completes).toEqual(
    blocked('container web has no image'),
  );
});

it('C1 in workloads of other kinds', () => {
  const set = statefulSet({ spec: { replicas: '3' } });
  expect(
    forecast([updated('kubernetes_stateful_set_v1.database', set, inSpec(set, { replicas: '-3' }))]).completes,
  ).toEqual(blocked('replicas -3'));
  expect(
    forecast([updated('kubernetes_daemon_set_v1.agent', daemonSet(), daemonSet({ spec: bounds('0', '101%') }))])
      .completes,
  ).toEqual(blocked('maxUnavailable 101%'));
});

it('C1 C2 a number that is refused is none to add up', () => {
  const quota = unchanged('kubernetes_resource_quota_v1.all', {
    metadata: metadata('all'),
    spec: [{ hard: { pods: '9' } }],
  });
  const half = created('kubernetes_deployment_v1.half', deployment({ name: 'half', spec: { replicas: '2.5' } }));
  const rolled = updated(web, deployment(), deployment({ containers: [container({ image: 'web:2' })] }));
  const [first, second] = workloadsOf([half, rolled, quota]);
  expect(first?.forecast).toMatchObject({ podsAfter: 2, completes: blocked('replicas 2.5') });
  expect(second?.forecast.completes).toEqual({ state: 'expected' });
});
