import { container, deployment, metadata, service } from '../../support/kubernetes-values';
import { replaced, unchanged, updated, type Entry, type Values } from '../../support/plan-builder';
import { forecast, workloadsOf } from './release';

const web = 'kubernetes_deployment_v1.web';
const front = 'kubernetes_service_v1.web';
const createFirst = { actions: ['create', 'delete'] };

const into = (namespace: string, values: Values): Values => ({
  ...values,
  metadata: metadata((values.metadata as readonly Values[])[0]?.name as string, { namespace }),
});
const moved = (address: string, values: Values, more: Partial<Entry> = createFirst): Entry => ({
  ...replaced(address, values, into('market', values)),
  ...more,
});

it('I8 pods that go to another namespace leave the Services of the old one', () => {
  expect(forecast([moved(web, deployment()), unchanged(front, service())])).toMatchObject({
    impact: 'outage',
    lowestAvailable: 3,
    reasons: [{ text: 'Service web no longer selects these pods.' }, {}],
  });
  const stays = { actions: ['create', 'forget'] };
  expect(forecast([moved(web, deployment(), stays), unchanged(front, service())]).impact).toBe('none');
});

it('I8 where another workload stays behind the Service, its pods answer', () => {
  const green = { ...deployment({ spec: { replicas: '3' } }), metadata: metadata('green') };
  const entries = [
    moved(web, deployment()),
    unchanged('kubernetes_deployment_v1.green', green),
    unchanged(front, service()),
  ];
  expect(workloadsOf(entries).find(({ address }) => address === web)?.forecast.impact).toBe('reduced');
});

it('I8 a Service that no plan shows cannot follow either', () =>
  expect(forecast([moved(web, deployment())])).toMatchObject({
    impact: 'outage',
    reasons: [{ text: expect.stringContaining('The new pods stand in namespace market') }, {}],
    conditions: [{ if: 'nobody reaches these pods through namespace shop', impact: 'none' }],
  }));

it('I7 a Service that goes to another namespace', () => {
  const lost = { text: expect.stringContaining('Service shop/web goes once Service market/web is there') };
  expect(forecast([unchanged(web, deployment()), moved(front, service())])).toMatchObject({
    impact: 'outage',
    reasons: [lost],
  });
  expect(forecast([moved(web, deployment()), moved(front, service())])).toMatchObject({
    impact: 'outage',
    reasons: [lost, {}],
  });
});

describe('what new pods meet in another namespace', () => {
  const reads = deployment({
    containers: [container({ env_from: [{ config_map_ref: [{ name: 'settings' }] }] })],
  });
  const settings: Values = { metadata: metadata('settings'), data: { title: 'a' } };
  const address = 'kubernetes_config_map_v1.settings';
  const completes = (...entries: readonly Entry[]) => forecast([moved(web, reads), ...entries]).completes;

  it('C5 may not be what they need', () => {
    expect(completes(unchanged(address, settings))).toEqual({
      state: 'unknown',
      reason: 'ConfigMap settings, which new pods need, stands in namespace shop and in no plan in market',
    });
    expect(completes(moved(address, settings))).toEqual({ state: 'expected' });
    expect(completes(unchanged(address, settings), unchanged(`${address}_2`, into('market', settings)))).toEqual({
      state: 'expected',
    });
  });

  it('C2 is bounded by its own quota', () => {
    const quota = (namespace: string): Entry =>
      unchanged('kubernetes_resource_quota_v1.all', {
        metadata: metadata('all', { namespace }),
        spec: [{ hard: { pods: '2' } }],
      });
    expect(completes(quota('shop'))).toEqual({ state: 'expected' });
    expect(completes(quota('market'))).toMatchObject({ state: 'blocked' });
  });

  it('C5 I17 may be an account that changes', () => {
    const account = (key: string, ...pull: readonly string[]): Values => ({
      metadata: metadata('web', { namespace: 'market', annotations: { 'eks.amazonaws.com/role-arn': key } }),
      image_pull_secret: pull.map((name) => ({ name })),
    });
    const changes = (was: Values, is: Values) =>
      forecast([moved(web, deployment()), updated('kubernetes_service_account_v1.web', was, is)]);
    expect(changes(account('a', 'registry'), account('a')).completes).toEqual({
      state: 'unknown',
      reason: 'ServiceAccount web gives up Secret registry, with which nodes pull the images',
    });
    expect(changes(account('a'), account('b')).reasons.map(({ text }) => text)).toContainEqual(
      expect.stringMatching(/^New pods are somebody else to AWS/),
    );
  });

  it('I22 may be a proxy that the old ones did not have, or none', () => {
    const space = (name: string, labels: Values): Entry =>
      unchanged(`kubernetes_namespace_v1.${name}`, { metadata: metadata(name, { namespace: null, labels }) });
    const fields = (...entries: readonly Entry[]) =>
      forecast([moved(web, deployment()), ...entries]).reasons.flatMap((reason) => reason.fields);
    const [mesh, told] = [{ 'istio-injection': 'enabled' }, 'Namespace market > label istio-injection'];
    expect(fields(space('shop', {}), space('market', mesh))).toContain(told);
    expect(fields(space('shop', mesh), space('market', {}))).toContain(told);
    expect(fields(space('market', mesh))).toContain(told);
    expect(fields(space('shop', mesh), space('market', mesh))).not.toContain(told);
    expect(fields(space('shop', mesh))).not.toContain(told);
  });

  it('C11 may be a level that the old one does not enforce', () => {
    const space = (name: string, level: string): Entry =>
      unchanged(`kubernetes_namespace_v1.${name}`, {
        metadata: metadata(name, { namespace: null, labels: { 'pod-security.kubernetes.io/enforce': level } }),
      });
    expect(completes(space('shop', 'baseline'), space('market', 'restricted'))).toMatchObject({ state: 'unknown' });
    expect(completes(space('shop', 'restricted'), space('market', 'restricted'))).toEqual({ state: 'expected' });
    expect(completes(space('shop', 'restricted'))).toEqual({ state: 'expected' });
  });
});
