import MarkdownIt from 'markdown-it';
import type { Review } from '../../../review/model';
import { readPlan } from '../../../review/plan/read';
import { markdown } from '../../../review/render/markdown';
import { terminal } from '../../../review/render/terminal';
import { reviewRelease } from '../../../review/review';
import { container, deployment, metadata } from '../../support/kubernetes-values';
import { deleted, planText, unchanged, updated, type Entry, type Values } from '../../support/plan-builder';

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
