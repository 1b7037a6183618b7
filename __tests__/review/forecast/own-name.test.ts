import { reviewRelease } from '../../../review';
import { container, deployment, metadata, service } from '../../support/kubernetes-values';
import { replaced, unchanged, updated, type Entry, type Values } from '../../support/plan-builder';
import { forecast, read, workloadsOf } from './release';

const web = 'kubernetes_deployment_v1.web';
const image = 'registry.example/web:2.0.0-0123456789ab';
const newFirst = (address: string, was: Values, is: Values): Entry => ({
  ...replaced(address, was, is),
  actions: ['create', 'delete'],
});
const findings = (...entries: readonly Entry[]) =>
  reviewRelease({ plans: read([{ stack: 'lab', entries }]).plans, now: new Date('2027-01-01') })
    .findings.filter(({ on }) => on === 'change')
    .map(({ id, severity, message }) => `${severity} ${id}: ${message}`);
const refused = (title: string): string =>
  `high immutable-field: Kubernetes refuses the change of ${title}: the new one is created first and has the name of the old one.`;

const settings = (data: Values): Values => ({ metadata: metadata('settings'), immutable: true, data });
const front = newFirst('kubernetes_service_v1.web', service(), service({ cluster_ip: 'None', selector: { app: 'b' } }));
const configuration = newFirst('kubernetes_config_map_v1.settings', settings({ title: 'a' }), settings({ name: 'a' }));

it('C12 a Service that is made first under its own name stays as it is, selector included', () => {
  expect(findings(unchanged(web, deployment()), front)).toEqual([refused('Service web')]);
  expect(forecast([unchanged(web, deployment()), front])).toMatchObject({
    impact: 'none',
    reasons: [{ text: expect.stringContaining('Kubernetes refuses the change of Service web, which stays as it is') }],
  });
});

it('C12 so does every other object without pods', () => {
  const typed = (type: string): Values => ({ metadata: metadata('login'), type, data: {} });
  expect(findings(newFirst('kubernetes_secret_v1.login', typed('Opaque'), typed('kubernetes.io/tls')))).toEqual([
    refused('Secret login'),
  ]);
  const account = (name: string): Values => ({ metadata: metadata('web'), role_ref: [{ kind: 'Role', name }] });
  expect(findings(newFirst('kubernetes_role_binding_v1.web', account('a'), account('b')))).toContain(
    refused('RoleBinding web'),
  );
  const space = { metadata: metadata('shop', { namespace: null }) };
  const entries = [unchanged(web, deployment()), newFirst('kubernetes_namespace_v1.shop', space, space)];
  expect(findings(...entries)).toContain(refused('Namespace shop'));
  expect(workloadsOf(entries)).toEqual([]);
});

it('C12 but not under another name, nor where it is deleted first', () => {
  const other = { ...service(), metadata: metadata('next') };
  const lost = (name: string): string =>
    `high service-address-lost: Service ${name} is replaced: its address goes at once.`;
  expect(findings(newFirst('kubernetes_service_v1.web', service(), other))).toEqual([lost('web -> next')]);
  expect(findings({ ...front, actions: ['delete', 'create'] })).toEqual([lost('web')]);
});

it('C12 C5 new pods have what a ConfigMap holds that stays', () => {
  const reads = (key: string, more: Values = {}): Values => {
    const env = [{ name: 'T', value_from: [{ config_map_key_ref: [{ name: 'settings', key }] }] }];
    return deployment({ containers: [container({ env, ...more })] });
  };
  expect(findings(configuration)).toEqual([refused('ConfigMap settings')]);
  expect(forecast([updated(web, reads('name'), reads('name', { image })), configuration]).completes).toEqual({
    state: 'blocked',
    reason: 'ConfigMap settings has no key name, which new pods need',
  });
  expect(forecast([updated(web, reads('title'), reads('title', { image })), configuration]).completes).toEqual({
    state: 'unknown',
    reason: expect.stringContaining('Kubernetes refuses the change of ConfigMap settings'),
  });
});

it.each([
  ['kubernetes_job_v1.migrate', {}],
  ['kubernetes_cron_job_v1.clean', { schedule: '0 * * * *' }],
])('C12 what runs pods is blocked: %s', (address, spec) => {
  const work = (tag: string): Values => ({
    metadata: metadata('work'),
    spec: [{ ...spec, template: [{ spec: [{ container: [container({ image: tag })] }] }] }],
  });
  expect(forecast([newFirst(address, work('a:1'), work('a:2'))]).completes).toEqual({
    state: 'blocked',
    reason: expect.stringContaining('has the name of the old one'),
  });
});
