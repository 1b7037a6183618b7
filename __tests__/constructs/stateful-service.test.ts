import { StatefulService, type StatefulServiceProps } from '../../constructs/stateful-service';
import { addressesOf, synthesizeStack, theOnly, type Json, type SynthesizedStack } from '../support/synth';

const required: StatefulServiceProps = {
  namespace: 'shop',
  image: 'registry.example.com/database:10-0123456789ab',
  resources: { cpu: '100m', memory: '512Mi' },
  user: 10002,
  port: 3306,
  dataFolder: '/var/lib/mysql',
  storage: '1Gi',
  health: { command: ['/healthcheck'] },
};

function stackWith(props: Partial<StatefulServiceProps> = {}): SynthesizedStack {
  return synthesizeStack((stack) => new StatefulService(stack, 'database', { ...required, ...props }));
}

const statefulSet = (props?: Partial<StatefulServiceProps>): Json =>
  theOnly(stackWith(props), 'kubernetes_stateful_set_v1');

it('makes one server with a headless Service', () => {
  const stack = stackWith();
  expect(addressesOf(stack)).toEqual([
    'kubernetes_service_v1.database_service_17B89FAB',
    'kubernetes_stateful_set_v1.database',
  ]);
  expect(theOnly(stack, 'kubernetes_service_v1')).toMatchObject({
    metadata: { name: 'database' },
    spec: {
      cluster_ip: 'None',
      port: [{ port: 3306, target_port: 'server' }],
      selector: { 'app.kubernetes.io/name': 'database' },
    },
  });
  expect(statefulSet()).toMatchObject({
    spec: {
      replicas: '1',
      service_name: 'database',
      selector: { match_labels: { 'app.kubernetes.io/name': 'database' } },
    },
    wait_for_rollout: true,
  });
});

const withPod = (spec: object): object => ({ spec: { template: { spec } } });
const claim = (spec: object): object => ({ spec: { volume_claim_template: [{ metadata: { name: 'data' }, spec }] } });
it.each<[keyof StatefulServiceProps, object, Partial<StatefulServiceProps>, object]>([
  ['protectData', { lifecycle: { prevent_destroy: true } }, { protectData: false }, { wait_for_rollout: true }],
  [
    'storage',
    claim({ access_modes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } }),
    { storage: '2Gi' },
    claim({ resources: { requests: { storage: '2Gi' } } }),
  ],
  ['storageClass', claim({}), { storageClass: 'fast' }, claim({ storage_class_name: 'fast' })],
  [
    'dataFolder',
    withPod({ container: [{ volume_mount: [{ name: 'data', mount_path: '/var/lib/mysql' }, { name: 'tmp' }] }] }),
    { dataFolder: '/data' },
    withPod({ container: [{ volume_mount: [{ mount_path: '/data' }, { name: 'tmp' }] }] }),
  ],
  [
    'startSeconds',
    withPod({ container: [{ startup_probe: { period_seconds: 2, failure_threshold: 90 } }] }),
    { startSeconds: 20 },
    withPod({ container: [{ startup_probe: { failure_threshold: 10 } }] }),
  ],
  [
    'drainSeconds',
    { ...withPod({ termination_grace_period_seconds: 60 }), timeouts: { update: '5m' } },
    { drainSeconds: 120 },
    { ...withPod({ termination_grace_period_seconds: 120 }), timeouts: { update: '6m' } },
  ],
  [
    'health',
    withPod({ container: [{ readiness_probe: { exec: { command: ['/healthcheck'] }, period_seconds: 5 } }] }),
    { health: { command: ['/other'], periodSeconds: 9 } },
    withPod({
      container: [
        {
          readiness_probe: { exec: { command: ['/other'] }, period_seconds: 9 },
          liveness_probe: { exec: { command: ['/other'] }, period_seconds: 20 },
        },
      ],
    }),
  ],
])('%s has a default and can be changed', (_property, byDefault, change, changed) => {
  expect(statefulSet()).toMatchObject(byDefault);
  expect(statefulSet(change)).toMatchObject(changed);
});

it('lets data be destroyed only when told so', () => {
  expect(JSON.stringify(statefulSet())).toContain('"prevent_destroy":true');
  expect(JSON.stringify(statefulSet({ protectData: false }))).not.toContain('prevent_destroy');
});

it.each<[Partial<StatefulServiceProps>, string]>([
  [{ storage: 'big' }, 'storage: "big" is no size; write for instance "1Gi"'],
  [{ dataFolder: 'var/lib' }, 'dataFolder: "var/lib" is relative; write the path from the root of the image'],
  [{ port: 0 }, 'port: 0 is no port; use 1 to 65535'],
  [{ startSeconds: 0 }, 'startSeconds: 0 gives the server no time to start; use 1 or more whole seconds'],
  [{ drainSeconds: 0.5 }, 'drainSeconds: 0.5 ends the server at once; use 1 or more whole seconds'],
])('refuses %j', (props, line) => {
  expect(() => stackWith(props)).toThrow(`test/database has 1 mistake:\n  ${line}`);
});

it('refuses an id that cannot name a Service', () => {
  const build = (): unknown => synthesizeStack((stack) => new StatefulService(stack, '1db', required));
  expect(build).toThrow('test/1db has 1 mistake:\n  id: "1db" cannot name a Service; begin with a lower-case letter');
});
