import { container, deployment, metadata, podSpec } from '../../support/kubernetes-values';
import { created, type Entry, unchanged, updated, type Values } from '../../support/plan-builder';
import { workloadsOf } from './release';

const address = (name: string) => `kubernetes_network_policy_v1.${name}`;
const rule = (app: string, port = '8080'): Values => ({
  from: [{ pod_selector: [{ match_labels: { app } }] }],
  ports: [{ port }],
});
const policy = (name: string, selector: Values, ingress: readonly Values[], more: Values = {}): Values => ({
  metadata: metadata(name),
  spec: [{ pod_selector: [{ match_labels: selector }], policy_types: ['Ingress'], ingress, ...more }],
});
const isolated = unchanged(address('deny'), policy('deny', {}, []));
const web = 'kubernetes_deployment_v1.web';
const withLabels = (labels: Values) =>
  deployment({
    spec: { template: [{ metadata: [{ labels: { app: 'web', ...labels } }], spec: podSpec([container()]) }] },
  });
const still = unchanged(web, deployment());
const relabelled = updated(web, withLabels({ role: 'front' }), withLabels({}));
const told = (...entries: readonly Entry[]) => workloadsOf(entries).find(({ name }) => name === 'web')?.forecast;
const impact = (...entries: readonly Entry[]) => told(...entries)?.impact;

it('I13 a policy that turns to other pods takes along what it allowed', () => {
  const turns = (ingress: readonly Values[] = [rule('gateway')]) =>
    updated(address('allow'), policy('allow', { app: 'web' }, ingress), policy('allow', { app: 'other' }, ingress));
  expect(impact(still, turns())).toBe('none'); // nobody isolates the pods any more
  expect(told(still, isolated, turns())).toMatchObject({
    impact: 'outage',
    reasons: [{ text: 'NetworkPolicy allow no longer selects these pods, and the other policies here let nobody in.' }],
  });
  const beside = (app: string) => unchanged(address('beside'), policy('beside', { app: 'web' }, [rule(app)]));
  expect(impact(still, isolated, beside('monitor'), turns())).toBe('unknown');
  expect(impact(still, isolated, beside('gateway'), turns())).toBe('none');
  expect(impact(still, isolated, turns([]))).toBe('none');
});

it('I13 a policy that turns to these pods isolates them, unless others do', () => {
  const turns = updated(
    address('allow'),
    policy('allow', { app: 'other' }, [rule('gateway')]),
    policy('allow', { app: 'web' }, [rule('gateway')]),
  );
  expect(told(still, turns)).toMatchObject({
    impact: 'unknown',
    reasons: [{ text: expect.stringContaining('NetworkPolicy allow selects these pods from now on') }],
  });
  expect(impact(still, isolated, turns)).toBe('none');
  expect(impact(still, isolated, created(address('new'), policy('new', { app: 'web' }, [rule('gateway')])))).toBe(
    'none',
  );
});

it('I13 pods whose labels change are selected by other policies', () => {
  const allow = unchanged(address('allow'), policy('allow', { role: 'front' }, [rule('gateway')]));
  expect(told(relabelled, isolated, allow)).toMatchObject({
    impact: 'outage',
    reasons: expect.arrayContaining([
      expect.objectContaining({
        text: expect.stringMatching(/^Label role of the pods changes: NetworkPolicy allow no longer selects/),
        fields: ['NetworkPolicy allow > ingress', 'pod > label role'],
      }),
    ]),
  });
  expect(impact(relabelled, allow)).toBe('none');
  const begins = updated(web, withLabels({}), withLabels({ role: 'front' }));
  expect(impact(begins, allow)).toBe('unknown');
  const paused = (labels: Values): Values => {
    const [spec] = withLabels(labels).spec as readonly Values[];
    return { ...withLabels(labels), spec: [{ ...spec, paused: true }] };
  };
  expect(impact(updated(web, paused({ role: 'front' }), paused({})), isolated, allow)).toBe('none'); // no pod gets them
});

it('I13 pods whose labels change are no longer known as a peer', () => {
  const peers = (types: string, selector: Values, fields: Values) =>
    unchanged(address('peer'), policy('peer', selector, [], { policy_types: [types], ...fields }));
  const byRole: Values = { pod_selector: [{ match_labels: { role: 'front' } }] };
  const ingress = (...more: readonly Values[]) =>
    peers('Ingress', { app: 'database' }, { ingress: [{ from: [byRole, ...more], ports: [] }] });
  expect(told(relabelled, ingress())).toMatchObject({
    impact: 'unknown',
    lowestAvailable: null,
    reasons: expect.arrayContaining([
      expect.objectContaining({ fields: ['pod > label role', 'NetworkPolicy peer > ingress'] }),
    ]),
  });
  expect(impact(relabelled, ingress({ pod_selector: [{ match_labels: { app: 'web' } }] }))).toBe('none');
  expect(impact(relabelled, peers('Egress', { app: 'client' }, { egress: [{ to: [byRole], ports: [] }] }))).toBe(
    'unknown',
  );
  const opened = unchanged(address('open'), policy('open', {}, [{}]));
  expect(impact(relabelled, ingress(), opened)).toBe('none');
});

it('I13 a Namespace whose labels change is no longer let in', () => {
  const space = (labels: Values): Values => ({ metadata: [{ name: 'edge', labels }] });
  const change = updated('kubernetes_namespace_v1.edge', space({ team: 'edge' }), space({ team: 'other' }));
  const bySpace = (labels: Values): Values => ({ from: [{ namespace_selector: [{ match_labels: labels }] }] });
  const lets = (...labels: readonly Values[]) =>
    unchanged(address('web'), policy('web', { app: 'web' }, labels.map(bySpace)));
  expect(told(still, change, lets({ team: 'edge' }))).toMatchObject({
    impact: 'unknown',
    rollout: 'none',
    reasons: [{ fields: ['Namespace edge > label team', 'NetworkPolicy web > ingress'] }],
  });
  expect(told(still, change, lets({ team: 'edge' }, { team: 'other' }))).toBeUndefined();
  expect(told(still, change, lets({ team: 'shop' }))).toBeUndefined();
  expect(told(still, change, lets({ 'kubernetes.io/metadata.name': 'edge' }))).toBeUndefined();
});
