import MarkdownIt from 'markdown-it';
import type { Review } from '../../../review/model';
import { readPlan } from '../../support/read-plan';
import { markdown } from '../../../review/render/markdown';
import { terminal } from '../../../review/render/terminal';
import { reviewRelease } from '../../../review/review';
import { container, deployment, metadata, podSpec, statefulSet, template } from '../../support/kubernetes-values';
import {
  created,
  deleted,
  planText,
  replaced,
  unchanged,
  updated,
  type Entry,
  type Values,
} from '../../support/plan-builder';

interface Stacks {
  readonly [stack: string]: readonly Entry[];
}

function reviewOf(stacks: Stacks): Review {
  const plans = Object.entries(stacks).map(([stack, entries]) => readPlan(planText(entries), { stack }));
  return reviewRelease({ plans, now: new Date('2027-01-01') });
}

/** What a reader of the terminal sees of stacks with these entries, unwrapped. */
const read = (stacks: Stacks): string => terminal.render(reviewOf(stacks), { width: 1000 });

const web = 'kubernetes_deployment_v1.web';
const withContainer = (more: Values): Values => deployment({ containers: [container(more)] });
const bump = updated(web, withContainer({}), withContainer({ image: 'registry.example/web:2.0.0' }));

it('counts what is worth the same among the differences that are not listed', () => {
  const limits = (cpu: string, image: string) => withContainer({ resources: [{ limits: { cpu } }], image });
  expect(read({ web: [updated(web, limits('1000m', 'web:1'), limits('1', 'web:2'))] })).toContain(
    '1 difference without meaning not listed',
  );
});

it('says of which stack differences are, where several stacks could hold that address', () => {
  const text = read({ blue: [bump], green: [bump], idle: [unchanged(web, deployment())] });
  expect(text.match(/^(Differences of .*|update .*)$/gm)).toEqual([
    'Differences of blue',
    `update ${web} (1 difference)`,
    'Differences of green',
    `update ${web} (1 difference)`,
  ]);
  expect(read({ blue: [bump] })).not.toContain('Differences of');
});

it('lists what is only written differently, since it rolls the pods', () => {
  const env = (...names: readonly string[]) => withContainer({ env: names.map((name) => ({ name, value: '1' })) });
  const text = read({ web: [updated(web, env('A', 'B'), env('B', 'A'))] });
  expect(text).toContain('rolls 3 pods');
  expect(text).toContain('order of container web > env: written differently, worth the same');
  expect(text).not.toContain('not listed');
});

it.each([
  [['delete', 'create'], 'old one goes first'],
  [['create', 'delete'], 'new one first'],
  [['create', 'forget'], 'old one leaves the state and lives on'],
  [['forget', 'create'], 'old one leaves the state and lives on'],
])('says of a replacement by %j: %s', (actions, words) => {
  expect(read({ web: [{ ...bump, actions }] })).toContain(`replace ${web}, ${words}`);
});

it('says what becomes of every key of a Secret, with sizes and without values', () => {
  const secret = (data: Values): Values => ({ metadata: metadata('db'), data, type: 'Opaque' });
  const before = secret({ user: 'shopkeeper', password: 'short-one', old: 'forgotten' });
  const after = secret({ user: 'shopkeeper', password: 'much-longer-one', fresh: 'brand-new' });
  const text = read({ database: [updated('kubernetes_secret_v1.db', before, after)] });
  expect(text).toContain(
    'keys: fresh added (9 bytes), old removed (9 bytes), password changed (9 -> 15 bytes), user same (10 bytes)',
  );
  expect(text).not.toMatch(/shopkeeper|short-one|much-longer-one/);
});

it('tells workloads of one name apart by their stacks, and only those', () => {
  const headline = (text: string) => text.split('Digest')[0];
  const two = headline(read({ 'lab-web': [bump], 'staging-web': [bump] }));
  expect(two).toContain('Deployment shop/web of lab-web:');
  expect(two).toContain('Deployment shop/web of staging-web:');
  expect(headline(read({ 'lab-web': [bump], empty: [] }))).not.toContain('web of lab-web');
});

const claim = 'kubernetes_persistent_volume_claim_v1.uploads';
const uploads: Values = { metadata: metadata('uploads'), spec: [{ access_modes: ['ReadWriteOnce'] }] };

it('sets updates apart in which nothing differs', () => {
  const noise = updated(
    'kubernetes_config_map_v1.settings',
    { metadata: metadata('a'), data: null },
    { metadata: metadata('a'), data: {} },
  );
  const text = read({ web: [bump, noise] });
  expect(text).toMatch(/^ROUTINE: web, 2 to update \(1 of no consequence\)$/m);
  expect(text).toContain('1 update of no consequence\n  - kubernetes_config_map_v1.settings\n');
  expect(read({ web: [bump] })).not.toContain('of no consequence');
});

it('says none where it could say never fewer than 0', () => {
  expect(read({ web: [{ ...bump, actions: ['delete', 'create'] }] })).toContain(
    'object replaced, none of 3 available at the lowest point',
  );
});

it('says what users notice of a rollout that is stuck', () => {
  const quota = { metadata: metadata('all'), spec: [{ hard: { pods: '3' } }] };
  const text = read({ web: [bump, unchanged('kubernetes_resource_quota_v1.all', quota)] });
  expect(text).toContain('users stay on the old version; will not complete: ResourceQuota all allows 3 pods');
});

it('tells a deletion once, with what is lost', () => {
  const [headline = ''] = read({ web: [deleted(claim, uploads)] }).split('Digest');
  expect(headline.match(/uploads is deleted/g)).toHaveLength(1);
  expect(headline).toContain(`${claim} is deleted, and the data in it`);
});

it('reads a table as sentences where it is too wide, and says what a figure is', () => {
  const narrow = terminal.render(reviewOf({ web: [bump] }), { width: 80 }).replace(/\n */g, ' ');
  expect(narrow).toContain('never fewer than 3 of 3 available; available 3 of 3; running up to 4');
});

it('keeps two lists of the Markdown apart, so that neither has gaps in it', () => {
  const page = new MarkdownIt({ html: true }).render(markdown.render(reviewOf({ web: [bump] }), {}));
  expect(page).toContain('<ul>\n<li>');
  expect(page).not.toContain('<li>\n<p>');
});

describe('a rollout that no field started says why', () => {
  it.each<[string, Entry, string]>([
    ['new', created(web, withContainer({})), 'started because the object is new'],
    ['tainted', { ...bump, actions: ['delete', 'create'], reason: 'replace_because_tainted' }, 'because it is tainted'],
    [
      'on request',
      { ...bump, actions: ['delete', 'create'], reason: 'replace_by_request' },
      'because it was asked for',
    ],
    ['resumed', updated(web, deployment({ spec: { paused: true } }), deployment()), 'because it is no longer paused'],
    ['a field', bump, 'started by container web > image'],
  ])('%s', (_, entry, words) => {
    expect(read({ web: [entry] })).toContain(words);
  });
});

it('does not tell how to avoid what needs no avoiding', () => {
  const image = (name: string): Values => ({ name, keep_locally: true });
  const text = read({ images: [replaced('docker_image.web', image('web:1'), image('web:2'))] });
  expect(text).toContain('the registry is not touched.');
  expect(text).not.toMatch(/avoid/);
});

it('has a head over its table, and no question marks for what is not known', () => {
  const job: Values = {
    metadata: metadata('migrate'),
    spec: [{ template: template('migrate', podSpec()), completions: 1, parallelism: 1 }],
  };
  const text = read({ web: [bump, deleted('kubernetes_job_v1.migrate', job)] });
  expect(text).toMatch(/^ {2}workload +users +what happens +available +running$/m);
  expect(text).toMatch(/Job shop\/migrate .* not counted +up to 1$/m);
  const unknown = updated(web, deployment(), deployment(), { afterUnknown: { spec: [{ replicas: true }] } });
  expect(read({ web: [bump, unknown] })).not.toMatch(/\?/);
});

it('names what has no name', () => {
  const data = (value: string): Values => ({ metadata: metadata('a'), data: { '': value } });
  expect(read({ web: [updated('kubernetes_config_map_v1.a', data('1'), data('2'))] })).toContain('~ data > "": ');
});

describe('zeros that the kubernetes provider writes for nothing', () => {
  const port = (more: Values = {}): Values => ({ container_port: 8080, name: 'http', protocol: 'TCP', ...more });
  const pod = (ports: readonly Values[], more: Values = {}): Values =>
    deployment({ containers: [container({ port: ports })], pod: more });

  it('are not listed where they come or go and nothing was, but counted', () => {
    const before = pod([port({ host_port: 0 })], { active_deadline_seconds: 0 });
    const text = read({ web: [replaced(web, before, pod([port()], { priority_class_name: 'high' }))] });
    expect(text).not.toMatch(/[+-~] .*(host port|active deadline)/);
    expect(text).toMatch(/\(1 difference\)\n.*\n2 differences without meaning not listed/);
    expect(read({ web: [updated(web, before, pod([port()]))] })).toMatch(/host port: 0/);
  });

  it('are not listed in elements that come or go', () => {
    const admin = { container_port: 9090, name: 'admin', protocol: 'TCP', host_port: 0, host_ip: '1.2.3.4' };
    const text = read({ web: [updated(web, pod([port()]), pod([port(), admin]))] });
    expect(text).toContain('container port: 9090');
    expect(text).not.toContain('host port');
  });

  it.each<[string, Entry]>([
    ['where something else was', updated(web, pod([port({ host_port: 80 })]), pod([port({ host_port: 0 })]))],
    [
      'of other fields',
      updated(
        web,
        deployment({ spec: { progress_deadline_seconds: null } }),
        deployment({ spec: { progress_deadline_seconds: 0 } }),
      ),
    ],
    ['of other providers', updated('cloud_thing.web', { host_port: null }, { host_port: 0 })],
    [
      'at the start of a StatefulSet',
      created('kubernetes_stateful_set_v1.db', statefulSet({ spec: { revision_history_limit: 0 } })),
    ],
  ])('are listed %s', (_, entry) => {
    expect(read({ web: [entry] })).toMatch(/host.port: (80 -> )?0|deadline seconds: 0|revision history limit: 0/);
  });
});

describe('a rule of a NetworkPolicy without peers, written as a manifest', () => {
  const policy = (spec: Values): Values => {
    const manifest = {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'web', namespace: 'shop' },
      spec: { podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Ingress'], ...spec },
    };
    return { manifest, object: manifest };
  };
  const ports = [{ port: 8080, protocol: 'TCP' }];
  const named = { from: [{ podSelector: { matchLabels: { app: 'api' } } }], ports };
  const difference = (before: Values, after: Values): string =>
    /^ {2}[+] ingress.*$/m.exec(
      read({ web: [updated('kubernetes_manifest.web', policy(before), policy(after))] }),
    )?.[0] ?? '';

  it.each<[string, Values, Values, RegExp]>([
    [
      'beside one that names some',
      { ingress: [named] },
      { ingress: [named, {}] },
      / \{\} {2}# from everywhere, on every port$/,
    ],
    ['as the first', {}, { ingress: [{ ports }] }, /# from everywhere$/],
    ['among the first', {}, { ingress: [named, { ports }] }, /# from everywhere$/],
    ['among the first, for every port', {}, { ingress: [{ ports }, {}] }, /# from everywhere, on every port$/],
  ])('says that it lets everybody through: %s', (_, before, after, words) =>
    expect(difference(before, after)).toMatch(words),
  );

  it('and not of those that name some', () => {
    expect(difference({}, { ingress: [named] })).toMatch(/^ {2}[+] ingress.*8080/);
    expect(difference({}, { ingress: [named] })).not.toContain('everywhere');
  });

  it.each<[string, Values, string]>([
    ['one', { ingress: [{}] }, 'from everywhere, on every port'],
    ['among others', { ingress: [named, { ports }] }, 'from everywhere'],
    ['both ways', { ingress: [{ ports }], egress: [{}] }, 'from everywhere; to everywhere, on every port'],
  ])('says so of a policy that is new: %s', (_, spec, words) =>
    expect(read({ web: [created('kubernetes_manifest.web', policy(spec))] })).toContain(`+ manifest:  # ${words}\n`),
  );

  it('and not of one that lets in the pods of its own namespace, new or changed', () => {
    const neighbours = { ingress: [{ from: [{ podSelector: {} }] }] };
    expect(read({ web: [created('kubernetes_manifest.web', policy(neighbours))] })).not.toContain('everywhere');
    expect(difference({}, neighbours)).toMatch(/^ {2}[+] ingress.*from/);
    expect(difference({}, neighbours)).not.toContain('everywhere');
  });

  it('says nothing of another kind that has such a field', () => {
    const other = (spec: Values): Values => ({ manifest: { kind: 'Firewall', metadata: { name: 'web' }, spec } });
    const text = read({ web: [updated('kubernetes_manifest.web', other({}), other({ ingress: [{ ports }] }))] });
    expect(text).toMatch(/[+] ingress.*8080/);
    expect(text).not.toContain('everywhere');
  });
});

describe('a rule of a NetworkPolicy without peers', () => {
  const policy = (...egress: readonly Values[]): Values => ({
    metadata: metadata('out'),
    spec: [{ pod_selector: [{}], policy_types: ['Egress'], ingress: [], egress }],
  });
  const named = { to: [{ ip_block: [{ cidr: '10.0.0.0/8' }] }], ports: [] };
  const difference = (after: Values): string =>
    /^ {2}[+] egress.*$/m.exec(
      read({ web: [updated('kubernetes_network_policy_v1.out', policy(named), policy(named, after))] }),
    )?.[0] ?? '';

  it('says that it lets everybody through', () => {
    expect(difference({ to: [], ports: [] })).toMatch(/# to everywhere, on every port$/);
    expect(difference({ to: [], ports: [{ port: '53', protocol: 'UDP' }] })).toMatch(/# to everywhere$/);
  });

  it('says so of a policy that is new', () => {
    const entry = created('kubernetes_network_policy_v1.out', policy(named, { to: [], ports: [] }));
    expect(read({ web: [entry] })).toMatch(
      /^ {2}[+] spec: {2}# to everywhere, on every port$(\n.*)*^ {2}[+] {3}egress 2: \{\}$/m,
    );
  });

  it('and not of one that names some', () =>
    expect(difference({ to: [{ ip_block: [{ cidr: '192.168.0.0/16' }] }], ports: [] })).not.toContain('everywhere'));
});
