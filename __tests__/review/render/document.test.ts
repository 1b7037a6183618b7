import { readPlan } from '../../../review/plan/read';
import { terminal } from '../../../review/render/terminal';
import { reviewRelease } from '../../../review/review';
import { container, deployment, metadata } from '../../support/kubernetes-values';
import { planText, updated, type Entry, type Values } from '../../support/plan-builder';

/** What a reader of the terminal sees of stacks with these entries, unwrapped. */
function read(stacks: { readonly [stack: string]: readonly Entry[] }): string {
  const plans = Object.entries(stacks).map(([stack, entries]) => readPlan(planText(entries), { stack }));
  return terminal.render(reviewRelease({ plans, now: new Date('2027-01-01') }), { width: 1000 });
}

const web = 'kubernetes_deployment_v1.web';
const withContainer = (more: Values): Values => deployment({ containers: [container(more)] });
const bump = updated(web, withContainer({}), withContainer({ image: 'registry.example/web:2.0.0' }));

it('counts what is worth the same among the differences that are not listed', () => {
  const limits = (cpu: string) => withContainer({ resources: [{ limits: { cpu } }] });
  expect(read({ web: [updated(web, limits('1000m'), limits('1'))] })).toContain(
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
