import { renderers } from '../../../review/render/renderers';
import { reviewRelease } from '../../../review/review';
import { deploymentYaml, kubectlManifest } from '../../support/kubectl-manifest';
import { created, planText, updated, type Entry, type Values } from '../../support/plan-builder';
import { readPlan } from '../../support/read-plan';

/** Everything that every format prints. */
function printed(entries: readonly Entry[], drift: readonly Entry[] = []): string {
  const plans = [readPlan(planText(entries, { drift }), { stack: 'lab' })];
  const review = reviewRelease({ plans, now: new Date(0) });
  return Object.values(renderers)
    .map(({ render }) => render(review, {}))
    .join('\n');
}

const address = 'kubectl_manifest.web';
const secret = (part: string, values: string): string =>
  `apiVersion: v1\nkind: Secret\nmetadata:\n  name: web\n${part}:\n  ${values}\n`;

it.each(['data', 'stringData'])('prints no value of a Secret, of any length, in its %s', (part) => {
  const [before, after] = [
    secret(part, 'pin: "3141"\n  long: Tr0ub4dor&3xyz'),
    secret(part, 'pin: "2718"\n  long: b&q.zzyzx1'),
  ];
  const change = updated(address, kubectlManifest(before), kubectlManifest(after));
  const text = printed([change, created('kubectl_manifest.new', kubectlManifest(after))], [change]);
  for (const value of ['3141', '2718', 'Tr0ub4dor', '3xyz', 'b&q', 'zzyzx1']) expect(text).not.toContain(value);
  expect(text).toContain('pin');
});

const among = (values: string): string => secret('stringData', values).replaceAll('\n', '\n    ').trimEnd();
const unread: readonly (readonly [string, (values: string) => string])[] = [
  ['several documents', (values) => `${secret('stringData', values)}---\n${secret('data', 'a: "z2718"')}`],
  ['a Secret after another document', (values) => `${deploymentYaml()}---\n${secret('data', values)}`],
  ['a list', (values) => `apiVersion: v1\nkind: List\nitems:\n  - ${among(values)}\n`],
  ['a list as JSON', (values) => `{"kind" : "List", "items": [{"kind" : "Secret", "stringData": {${values}}}]}`],
  ['a list of Secrets', (values) => `kind: SecretList\nitems:\n  - metadata: {name: a}\n    data: {${values}}\n`],
  ['a kind with a tag', (values) => `kind: !!str Secret\nkind: !!str Secret\ndata: {${values}}\n`],
  ['no YAML', (values) => `${secret('stringData', values)}{{ end }}\n`],
];

// A digest has hexadecimal digits only.
it.each(unread)('prints no value of a Secret whose text is no object: %s', (_, text) => {
  const [before, after] = ['"pin": "z3141"', '"pin": "z2718"'].map((value) => kubectlManifest(text(value)));
  const marks = { yaml_body: true, yaml_incluster: true, live_manifest_incluster: true };
  const marked = { beforeSensitive: marks, afterSensitive: marks };
  for (const more of [{}, marked]) {
    const change = updated(address, before as Values, after as Values, more);
    expect(printed([change, created('kubectl_manifest.new', after as Values, more)], [change])).not.toMatch(
      /z3141|z2718/,
    );
  }
});

const item = (value: string): Values => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'a' },
  stringData: { pin: value },
});
const inside: readonly (readonly [string, (value: string) => Values])[] = [
  ['a list', (value) => ({ apiVersion: 'v1', kind: 'List', items: [item(value)] })],
  [
    'a list of Secrets',
    (value) => ({ kind: 'SecretList', items: [{ metadata: { name: 'a' }, data: { pin: value } }] }),
  ],
  [
    'an object from which one is made',
    (value) => ({ kind: 'Object', spec: { forProvider: { manifest: item(value) } } }),
  ],
];

it.each(inside)('prints no value of a Secret of a kubernetes_manifest that stands in %s', (_, manifest) => {
  const [before, after] = ['z3141', 'z2718-long'].map((value): Values => ({
    manifest: manifest(value),
    object: manifest(value),
  }));
  const change = updated('kubernetes_manifest.web', before as Values, after as Values);
  const other = updated('cloud_thing.x', { note: 'a' }, { note: 'see z2718-long' });
  const text = printed([change, created('kubernetes_manifest.new', after as Values), other], [change]);
  expect(text).not.toMatch(/z3141|z2718/);
});

it('shows an object that only names a Secret', () => {
  const values = (port: number): Values => ({
    manifest: {
      kind: 'Gateway',
      metadata: { name: 'edge' },
      spec: { port, certificateRefs: [{ kind: 'Secret', name: 'tls' }] },
    },
  });
  expect(printed([updated('kubernetes_manifest.edge', values(80), values(8443))])).toContain('8443');
});

it('prints nothing of its sensitive fields, here or anywhere else', () => {
  const text = (value: string): string => deploymentYaml({ more: `\n  key: {inside: ${value}}` });
  const values = (value: string) => ({ ...kubectlManifest(text(value)), sensitive_fields: ['spec.key'] });
  const change = updated(address, values('wombats-one'), values('wombats-two'));
  const other = updated('cloud_thing.x', { note: 'a' }, { note: 'see wombats-two' });
  expect(printed([change, other])).not.toContain('wombats');
});

it('prints nothing of a manifest of which nobody knows yet what is sensitive', () => {
  const values = (value: string) => kubectlManifest(deploymentYaml({ more: `\n  key: {inside: ${value}}` }));
  const sides = [{ ...values('wombats-one'), sensitive_fields: ['spec.key'] }, values('wombats-two')] as const;
  for (const sensitive_fields of [true, [false, true]])
    expect(printed([updated(address, ...sides, { afterUnknown: { sensitive_fields } })])).not.toContain('wombats');
});

it('prints nothing of a text that is marked and shown nowhere else', () => {
  const values = (port: string) => ({ yaml_body: deploymentYaml({ more: `\n  pin: "${port}"` }) });
  const marks = { beforeSensitive: { yaml_body: true }, afterSensitive: { yaml_body: true } };
  expect(printed([updated(address, values('3141'), values('2718'), marks)])).not.toMatch(/3141|2718/);
});

it('shows what the provider shows: it marks every text as a whole', () => {
  const marks = { beforeSensitive: { yaml_body: true }, afterSensitive: { yaml_body: true } };
  const [before, after] = [1, 2].map((replicas) => kubectlManifest(deploymentYaml({ replicas }))) as [object, object];
  const entry = updated(address, before as never, after as never, marks);
  expect(printed([entry])).toContain('replicas: 1 -> 2');
});
