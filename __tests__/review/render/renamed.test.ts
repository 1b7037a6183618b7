import type { Review, Workload } from '../../../review/model';
import { readPlan } from '../../support/read-plan';
import { renderers } from '../../../review/render/renderers';
import { unescaped } from '../../../review/render/unescape';
import { reviewRelease } from '../../../review/review';
import { deployment, metadata } from '../../support/kubernetes-values';
import { planText, replaced, type Entry, type Values } from '../../support/plan-builder';

const web = 'kubernetes_deployment_v1.web';
const named = (name: string, namespace = 'shop'): Values => ({
  ...deployment(),
  metadata: metadata(name, { namespace }),
});

const reviewOf = (entry: Entry): Review =>
  reviewRelease({ plans: [readPlan(planText([entry]), { stack: 'web' })], now: new Date('2027-01-01') });
const renamed = (before: Values, after: Values): Review => reviewOf(replaced(web, before, after));
const read = (review: Review): string => renderers.terminal.render(review, { width: 1000 });

it('names both objects where one gets another name, wherever it is titled', () => {
  const review = renamed(named('web'), named('storefront'));
  const text = read(review);
  expect(text).toContain('Outage of Deployment web -> storefront: ');
  expect(text).toContain('- Deployment shop/web -> shop/storefront: object replaced');
  expect(text).toMatch(/^ *Deployment shop\/web -> shop\/storefront +outage/m);
  expect(text).toContain('why web -> storefront');
  const pages = (['markdown', 'html'] as const).map((format) =>
    unescaped(format, renderers[format].render(review, {})).replace(/<[^>]*>/g, ''),
  );
  for (const page of pages) expect(page).toContain('Deployment shop/web -> shop/storefront: object replaced');
  expect(pages[1]).toContain('Deployment shop/web -> shop/storefront: 3 pods before');
});

it('names both in what is found, since it is the old one that goes', () => {
  const { findings } = reviewOf(
    replaced(web, named('web'), named('storefront'), { replacePaths: [['metadata', 0, 'name']] }),
  );
  expect(findings.map(({ message }) => message)).toContain('Deployment web -> storefront is replaced because of name.');
});

it('says which namespace an object leaves', () => {
  const text = read(renamed(named('web'), named('web', 'store')));
  expect(text).toContain('Outage of Deployment shop/web -> store/web: ');
  expect(text).toContain('why shop/web -> store/web');
});

it('calls what keeps its name by that name, and what gets a name known later by its address', () => {
  expect(read(renamed(named('web'), named('web')))).toContain('- Deployment shop/web: ');
  const generated = { ...deployment(), metadata: metadata('', { name: null, generate_name: 'web-' }) };
  const entry = replaced(web, named('web-x7k2p'), generated, { afterUnknown: { metadata: [{ name: true }] } });
  const review = reviewOf(entry);
  expect(read(review)).toContain(`- Deployment ${web}: `);
  expect(review.workloads).toMatchObject([{ name: null, namespace: 'shop' }]);
  expect(Object.keys(review.workloads[0] ?? {})).not.toContain('nameBefore');
});

it('hands machines the new name as it always did, and the old one beside it where there is one', () => {
  const workload = (review: Review): Workload | undefined =>
    (JSON.parse(renderers.json.render(review, {})) as Review).workloads[0];
  expect(workload(renamed(named('web'), named('storefront', 'store')))).toMatchObject({
    namespace: 'store',
    name: 'storefront',
    namespaceBefore: 'shop',
    nameBefore: 'web',
  });
  const same = workload(renamed(named('web'), named('web'))) ?? {};
  expect(Object.keys(same)).toContain('name');
  expect(Object.keys(same).filter((key) => key.endsWith('Before'))).toEqual([]);
});
