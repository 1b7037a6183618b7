import type { Workload } from '../../../review/model';
import { container, deployment, metadata, podSpec, service, statefulSet } from '../../support/kubernetes-values';
import { created, deleted, unchanged, updated, type Entry, type Values } from '../../support/plan-builder';
import { workloadsOf, workloadsOfStacks } from './release';

const webWith = (more: Values): Entry =>
  unchanged('kubernetes_deployment_v1.web', deployment({ containers: [container(more)] }));
const webTo = (name: string, value: string): Entry => webWith({ env: [{ name, value }] });

const database = (image: string): Values => statefulSet({ containers: [container({ name: 'database', image })] });
const restarted = [
  updated(
    'kubernetes_stateful_set_v1.database',
    database('registry.example/db:1.0.0'),
    database('registry.example/db:1.1.0'),
  ),
  unchanged('kubernetes_service_v1.database', service({ selector: { app: 'database' } }, 'database')),
];

const web = (workloads: readonly Workload[]): Workload | undefined => workloads.find(({ name }) => name === 'web');

it('I20 a workload that connects to one which is away is told so, in whichever stack', () => {
  const told = web(
    workloadsOfStacks([
      { stack: 'database', entries: restarted },
      { stack: 'web', entries: [webTo('DATABASE_HOST', 'database')] },
    ]),
  );
  expect(told?.forecast).toMatchObject({
    rollout: 'none',
    impact: 'outage',
    reasons: [{ fields: ['container web > env DATABASE_HOST'] }],
    conditions: [{ impact: 'none' }],
    podsBefore: 3,
    lowestAvailable: null,
  });
});

it.each([
  ['DATABASE_HOST', 'database.shop'],
  ['DATABASE_HOST', 'database.shop.svc.cluster.local'],
  ['DATABASE_URL', 'mysql://shop@database:3306/shop'],
  ['BACKEND', 'database:3306'],
])('I20 by the names that DNS gives a Service: %s=%s', (name, value) =>
  expect(web(workloadsOf([...restarted, webTo(name, value)]))?.forecast.impact).toBe('outage'),
);

it.each([
  ['DATABASE_NAME', 'database'],
  ['DATABASE_HOST', 'database.elsewhere'],
  ['DATABASE_HOST', 'database.example.org'],
  ['DATABASE_URL', 'mysql://other:3306/shop'],
])('I20 not by what only looks like one: %s=%s', (name, value) =>
  expect(web(workloadsOf([...restarted, webTo(name, value)]))).toBeUndefined(),
);

it('I20 reads the ConfigMap that the environment comes from', () => {
  const settings = { metadata: metadata('settings'), data: { DATABASE_HOST: 'database' } };
  const reading = webWith({ env_from: [{ config_map_ref: [{ name: 'settings' }] }] });
  const told = web(workloadsOf([...restarted, reading, unchanged('kubernetes_config_map_v1.settings', settings)]));
  expect(told?.forecast).toMatchObject({ impact: 'outage', lowestAvailable: null });
});

it('I20 a Service that goes takes those along that connect to it; one whose pods stay does not', () => {
  const still = unchanged('kubernetes_stateful_set_v1.database', database('registry.example/db:1.0.0'));
  const front = service({ selector: { app: 'database' } }, 'database');
  const around = [still, webTo('DATABASE_HOST', 'database')];
  expect(web(workloadsOf([...around, deleted('kubernetes_service_v1.database', front)]))?.forecast.impact).toBe(
    'outage',
  );
  const labelled = { ...front, metadata: metadata('database', { labels: { team: 'shop' } }) };
  expect(web(workloadsOf([...around, updated('kubernetes_service_v1.database', front, labelled)]))).toBeUndefined();
});

it('I20 a Job has no users who could miss anything', () => {
  const spec = [
    { template: [{ spec: podSpec([container({ env: [{ name: 'DATABASE_HOST', value: 'database' }] })]) }] },
  ];
  const job = unchanged('kubernetes_job_v1.migrate', { metadata: metadata('migrate'), spec });
  expect(workloadsOf([...restarted, job]).map(({ kind }) => kind)).toEqual(['StatefulSet']);
});

it('I20 a workload that names its own Service does not depend on itself', () => {
  const self = (image: string): Values =>
    statefulSet({
      containers: [container({ name: 'database', image, env: [{ name: 'CLUSTER_HOST', value: 'database' }] })],
    });
  const entries = [
    updated('kubernetes_stateful_set_v1.database', self('registry.example/db:1'), self('registry.example/db:2')),
    unchanged('kubernetes_service_v1.database', service({ selector: { app: 'database' } }, 'database')),
  ];
  expect(workloadsOf(entries)[0]?.forecast.reasons).not.toContainEqual(
    expect.objectContaining({ fields: ['container database > env CLUSTER_HOST'] }),
  );
});

it.each([
  ['Egress', null],
  ['Ingress', 3],
])('I13 shut off by %s, the lowest number is %s', (direction, lowestAvailable) => {
  const spec = [{ pod_selector: [{ match_labels: { app: 'web' } }], policy_types: [direction] }];
  const policy = created('kubernetes_network_policy_v1.web', { metadata: metadata('web'), spec });
  expect(web(workloadsOf([webWith({}), policy]))?.forecast).toMatchObject({ impact: 'unknown', lowestAvailable });
});

it('I20 one that rolls itself is not said to keep its pods all the while', () => {
  const connected = (image: string): Values =>
    deployment({ containers: [container({ image, env: [{ name: 'DATABASE_HOST', value: 'database' }] })] });
  const rolled = updated('kubernetes_deployment_v1.web', connected('web:1'), connected('web:2'));
  const told = web(workloadsOf([...restarted, rolled]))?.forecast;
  expect(told).toMatchObject({ rollout: 'rolling', impact: 'outage', lowestAvailable: null });
  expect(told?.reasons.map(({ text }) => text)).toEqual([
    'It connects to StatefulSet database, which is away meanwhile.',
    'Pods that stop go on serving for 5 s.',
  ]);
});
