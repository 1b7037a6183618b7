import { container, deployment, metadata, podSpec, service } from '../../support/kubernetes-values';
import { created, deleted, unchanged, updated, type Entry, type Values } from '../../support/plan-builder';
import { releaseOf } from '../../../review/review';
import { forecast, read, workloadsOf, workloadsOfStacks } from './release';

const reads = (key: string, image: string): Values =>
  deployment({
    containers: [
      container({
        image,
        env: [{ name: 'SET', value_from: [{ config_map_key_ref: [{ name: 'settings', key }] }] }],
      }),
    ],
  });
const [was, is] = ['registry.example/web:1.0.0-0123456789ab', 'registry.example/web:2.0.0-0123456789ab'];
const still = (key: string): Entry => unchanged('kubernetes_deployment_v1.web', reads(key, was));
const rolls = (key: string): Entry => updated('kubernetes_deployment_v1.web', reads(key, was), reads(key, is));
const patch = (data: Values): Values => ({ metadata: metadata('settings'), data });
const refused = (...entries: readonly Entry[]): readonly string[] => {
  const { refused: found } = releaseOf(read([{ stack: 'lab', entries }]).plans);
  return found.map(({ message }) => message);
};
const at = 'kubernetes_config_map_v1_data.settings';

it('W5 a deleted patch of a ConfigMap takes its own keys along, and the map stays', () => {
  const gone = deleted(at, patch({ A: '1' }));
  expect(forecast([still('A'), gone])).toMatchObject({
    impact: 'none',
    reasons: [{ text: expect.stringMatching(/^ConfigMap settings loses key A: running pods keep/) }],
  });
  expect(forecast([rolls('A'), gone]).completes).toEqual({
    state: 'blocked',
    reason: 'ConfigMap settings has no key A, which new pods need',
  });
  expect(forecast([rolls('B'), gone]).completes.state).toBe('expected');
});

it('W5 a patched ConfigMap of another owner has other keys beside those of the patch', () => {
  const changes = updated(at, patch({ A: '1' }), patch({ A: '2' }));
  expect(forecast([rolls('B'), changes]).completes.state).toBe('expected');
  expect(forecast([rolls('B'), updated(at, patch({ A: '1', B: '1' }), patch({ A: '1' }))]).completes.state).toBe(
    'blocked',
  );
});

it('W5 a patch that stays does not hide what changes in the ConfigMap itself', () => {
  const own = (value: string): Values => ({ metadata: metadata('settings'), data: { B: value } });
  const change = updated('kubernetes_config_map_v1.settings', own('1'), own('2'));
  expect(forecast([still('B'), change, unchanged(at, patch({ A: '1' }))]).reasons[0]?.text).toMatch(
    /^ConfigMap settings changes, but nothing restarts/,
  );
});

it('C12 I14 a patch of an immutable ConfigMap is refused', () => {
  const own = unchanged('kubernetes_config_map_v1.settings', { ...patch({ B: '1' }), immutable: true });
  const changes = updated(at, patch({ A: '1' }), patch({ A: '2' }));
  expect(forecast([still('A'), own, changes])).toMatchObject({
    impact: 'none',
    reasons: [
      {
        text: 'Kubernetes refuses the change of ConfigMap settings, and pods read what it holds now: it is immutable.',
      },
    ],
  });
  expect(forecast([rolls('A'), own, changes]).completes.state).toBe('unknown');
  expect(forecast([rolls('C'), own, created(at, patch({ C: '1' }))]).completes).toEqual({
    state: 'blocked',
    reason: 'ConfigMap settings has no key C, which new pods need',
  });
  expect(refused(own, changes)).toEqual(['Kubernetes refuses the change of ConfigMap settings: it is immutable.']);
  expect(refused(own, unchanged(at, patch({ A: '1' })))).toEqual([]);
});

it('I8 a Pod gets its own labels at once, by itself or by a patch', () => {
  const pod = (app: string): Values => ({ metadata: metadata('web', { labels: { app } }), spec: podSpec() });
  const way = unchanged('kubernetes_service_v1.web', service());
  expect(forecast([updated('kubernetes_pod_v1.web', pod('web'), pod('off')), way]).impact).toBe('outage');
  const labels = (app: string): Values => ({
    kind: 'Pod',
    metadata: [{ name: 'web', namespace: 'shop' }],
    labels: { app },
  });
  const relabelled = updated('kubernetes_labels.web', labels('web'), labels('off'));
  expect(forecast([unchanged('kubernetes_pod_v1.web', pod('web')), relabelled, way]).impact).toBe('outage');
});

const labelled = created('kubernetes_labels.shop', {
  kind: 'Namespace',
  metadata: [{ name: 'shop' }],
  labels: { team: 'shop' },
});
const around: readonly Entry[] = [
  labelled,
  unchanged('kubernetes_namespace_v1.shop', { metadata: [{ name: 'shop' }] }),
  unchanged(at, patch({ A: '1' })),
];
const namesOf = (...entries: readonly Entry[]): readonly string[] =>
  workloadsOf([...entries, ...around]).map(({ address, action }) => `${address} ${String(action)}`);

it('W3 a patch leaves the deposed object beside the current one of its address', () => {
  const deposed = deleted('kubernetes_deployment_v1.web', reads('A', was), { deposed: '0a1b2c3d' });
  expect(namesOf(rolls('A'), deposed)).toEqual([
    'kubernetes_deployment_v1.web update',
    'kubernetes_deployment_v1.web delete',
  ]);
});

it('W5 a patch leaves objects without a name, and those that another stack has under the same', () => {
  const unnamed = (image: string): Values => ({
    ...reads('A', image),
    metadata: [{ generate_name: 'web-', namespace: 'shop' }],
  });
  const one = (address: string): Entry => updated(`kubernetes_deployment_v1.${address}`, unnamed(was), unnamed(is));
  expect(namesOf(one('blue'), one('green'))).toEqual([
    'kubernetes_deployment_v1.blue update',
    'kubernetes_deployment_v1.green update',
  ]);
  const stacks = ['blue', 'green'].map((stack) => ({ stack, entries: [rolls('A'), ...around] }));
  expect(workloadsOfStacks(stacks).map(({ stack }) => stack)).toEqual(['blue', 'green']);
});

it('W5 data goes to the ConfigMap that stays, not to one of its name that goes', () => {
  const own = (value: string): Values => ({ metadata: metadata('settings'), data: { A: '1', C: value } });
  const settings = 'kubernetes_config_map_v1.settings';
  const both = [
    updated(settings, own('1'), own('2')),
    deleted(settings, own('1'), { deposed: '0a1b2c3d' }),
    updated(at, patch({ B: '1' }), patch({ B: '2' })),
  ];
  expect(forecast([rolls('A'), ...both]).completes.state).toBe('expected');
});
