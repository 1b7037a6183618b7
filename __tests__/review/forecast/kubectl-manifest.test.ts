import { reviewRelease } from '../../../review/review';
import { deploymentYaml, kubectlManifest } from '../../support/kubectl-manifest';
import { created, deleted, replaced, unchanged, updated, type Entry, type Values } from '../../support/plan-builder';
import { service } from '../../support/kubernetes-values';
import { dangling, forecast, read, workloadsOf } from './release';

const address = 'kubectl_manifest.web';
const web = (given: Parameters<typeof deploymentYaml>[0] = {}, more: Values = {}): Values =>
  kubectlManifest(deploymentYaml(given), more);
const configMap = (data: string, more = ''): Values =>
  kubectlManifest(
    `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n  namespace: shop\n${more}data:\n  ${data}\n`,
  );

function verdictOf(entries: readonly Entry[]) {
  const { verdict, workloads } = reviewRelease({ plans: read([{ stack: 'lab', entries }]).plans, now: new Date(0) });
  return { verdict, impacts: workloads.map(({ kind, name, forecast }) => `${kind} ${name}: ${forecast.impact}`) };
}

it('W8 the object of a kubectl_manifest is forecast as any other', () => {
  const stops = [updated(address, web(), web({ replicas: 0 }))];
  expect(forecast(stops)).toMatchObject({ impact: 'outage', podsBefore: 3, podsAfter: 0 });
  expect(verdictOf(stops).verdict).toBe('needs-approval');
  expect(forecast([updated(address, web(), web({ image: 'web:2' }))])).toMatchObject({
    rollout: 'rolling',
    trigger: 'containers web > image',
  });
  expect(forecast([deleted(address, web())])).toMatchObject({ impact: 'outage' });
});

it('W8 what << takes over from elsewhere in the text counts', () => {
  const text = (replicas: number): Values => {
    const merged = deploymentYaml({ replicas })
      .replace('spec:\n', 'spec:\n  <<: *bounds\n')
      .replace(/ {2}replicas: .*\n/, '');
    return kubectlManifest(`x-bounds: &bounds\n  replicas: ${replicas}\n${merged}`);
  };
  expect(forecast([updated(address, text(3), text(0))])).toMatchObject({
    impact: 'outage',
    podsBefore: 3,
    podsAfter: 0,
  });
});

it('W3 W8 what is only applied lives on when it is deleted', () => {
  const gone = (apply_only: boolean) => workloadsOf([deleted(address, web({}, { apply_only }))]);
  expect(gone(false)).toMatchObject([{ action: 'delete', forecast: { impact: 'outage' } }]);
  expect(gone(true).filter(({ forecast: { impact } }) => impact !== 'none')).toEqual([]);
});

it('W8 typed objects and those of other resources lead to it', () => {
  const way = deleted('kubernetes_service_v1.web', service());
  expect(forecast([unchanged(address, web()), way])).toMatchObject({ impact: 'outage' });
  const reads =
    '\n  template: {spec: {containers: [{name: web, image: web, envFrom: [{configMapRef: {name: settings}}]}]}}\n';
  const pods = kubectlManifest(`kind: Deployment\nmetadata: {name: web, namespace: shop}\nspec:${reads}`);
  expect(dangling([unchanged(address, pods), deleted('kubectl_manifest.settings', configMap('a: "1"'))])).toEqual([
    'Deployment web needs ConfigMap settings, which this release deletes (container web > env from).',
  ]);
});

it('W8 override_namespace decides where it stands', () => {
  const [only] = workloadsOf([updated(address, web(), web({ image: 'web:2' }))]);
  const [other] = workloadsOf([
    updated(address, web({}, { override_namespace: 'eu' }), web({ image: 'web:2' }, { override_namespace: 'eu' })),
  ]);
  expect([only?.namespace, other?.namespace]).toEqual(['shop', 'eu']);
});

it.each([
  [{}, 3],
  [{ wait_for_rollout: false }, 0],
])('W8 made first and waited for with %j', (more, lowestAvailable) => {
  const moved = replaced(address, web(), web({ namespace: 'eu' }, more));
  expect(forecast([{ ...moved, actions: ['create', 'delete'] }])).toMatchObject({ lowestAvailable });
});

it('W8 it sends what is written: what an object keeps for good is refused', () => {
  const [before, after] = ['a: "1"', 'a: "2"'].map((data) => configMap(data, 'immutable: true\n')) as [Values, Values];
  const { plans } = read([{ stack: 'lab', entries: [updated('kubectl_manifest.settings', before, after)] }]);
  const { findings } = reviewRelease({ plans, now: new Date(0) });
  expect(findings.map(({ id }) => id)).toContain('immutable-field');
});

it('W8 a default that is written down changes nothing', () => {
  const set = (more: string): Values =>
    kubectlManifest(`kind: StatefulSet\nmetadata: {name: db, namespace: shop}\nspec:\n  replicas: 1${more}\n`);
  const change = updated('kubectl_manifest.db', set(''), set('\n  podManagementPolicy: OrderedReady'));
  expect(forecast([change]).completes.state).toBe('expected');
});

it.each([
  ['---\n---\n', ''],
  ['# nothing\n---\n', '---\n'],
  ['', '---\n# end\n'],
  ['', '...\n---\n---\n'],
])('W8 an empty document before (%j) or behind it (%j) is nothing', (before, behind) => {
  const sides = [3, 0].map((replicas) => kubectlManifest(`${before}${deploymentYaml({ replicas })}${behind}`));
  expect(forecast([updated(address, ...(sides as [Values, Values]))])).toMatchObject({ podsBefore: 3, podsAfter: 0 });
});

const listOf = (items: string): Values =>
  kubectlManifest(`apiVersion: v1\nkind: List\nitems: ${items}\n`, { kind: 'List', name: '' });

it.each<[string, Entry]>([
  ['no YAML', updated(address, web(), kubectlManifest('{{ if .x }}', { kind: 'Deployment', name: 'web' }))],
  ['several documents', updated(address, web(), kubectlManifest(`${deploymentYaml()}---\n${deploymentYaml()}`))],
  ['a list', updated(address, web(), listOf('[]'))],
  ['a key twice', updated(address, web(), web({ more: '\n  replicas: 0' }))],
  ['a node inside of itself', updated(address, web(), web({ more: '\n  self: &self {self: *self}' }))],
  ['unreadable before', updated(address, kubectlManifest('a: ['), web())],
  [
    'known only after apply',
    updated(address, web(), { kind: 'Deployment', name: 'web' }, { afterUnknown: { yaml_body: true } }),
  ],
  [
    'new and known only after apply',
    created(address, {}, { afterUnknown: { yaml_body: true, kind: true, name: true } }),
  ],
])('W8 %s is unknown and never routine', (_, entry) => {
  const { verdict, impacts } = verdictOf([entry]);
  expect(verdict).not.toBe('routine');
  expect(impacts).toEqual([expect.stringMatching(/: unknown$/)]);
});

it('W8 what the cluster has otherwise and the apply sets back is unknown', () => {
  const sets = updated(address, web(), web(), { afterUnknown: { yaml_incluster: true } });
  expect(verdictOf([sets])).toMatchObject({ verdict: 'needs-approval', impacts: ['Deployment web: unknown'] });
});

it('W3 a manifest that cannot be read leaves the deposed object beside it', () => {
  const deposed = deleted(address, web(), { deposed: '0a1b2c3d' });
  for (const unread of [kubectlManifest('a: ['), web()]) {
    const sets = updated(address, web(), unread, { afterUnknown: { yaml_incluster: true } });
    expect(workloadsOf([sets, deposed]).map(({ action, forecast }) => [action, forecast.impact])).toEqual([
      ['delete', 'outage'],
      ['update', 'unknown'],
    ]);
  }
});

it('W8 a kubernetes_manifest known only after apply is unknown too', () => {
  const entry = created('kubernetes_manifest.web', {}, { afterUnknown: { manifest: true, object: true } });
  expect(verdictOf([entry])).toMatchObject({ verdict: 'needs-approval', impacts: ['Manifest null: unknown'] });
});

it('I16 a quota or a limit range of which only labels or a comment change bounds what it did', () => {
  const still = unchanged(address, web());
  const bound = (kind: string, spec: string, more = ''): Values =>
    kubectlManifest(`apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: q\n  namespace: shop\n${more}spec: ${spec}\n`);
  for (const [kind, was, is] of [
    ['ResourceQuota', '{hard: {pods: "5"}}', '{hard: {pods: "9"}}'],
    ['LimitRange', '{limits: [{type: Pod, max: {cpu: "4"}}]}', '{limits: [{type: Pod, max: {cpu: "5"}}]}'],
  ] as const) {
    const change = (after: Values) => workloadsOf([still, updated('kubectl_manifest.q', bound(kind, was), after)]);
    for (const more of ['  labels: {a: b}\n', '# why\n']) expect(change(bound(kind, was, more))).toEqual([]);
    expect(change(bound(kind, is))).toHaveLength(1);
  }
});
