import { readPlan } from '../../support/read-plan';
import { html } from '../../../review/render/html';
import { reviewRelease } from '../../../review/review';
import { deployment } from '../../support/kubernetes-values';
import { created, deleted, planText, updated, type Entry } from '../../support/plan-builder';

const web = 'kubernetes_deployment_v1.web';
const one = deployment({ spec: { replicas: '1' } });

const figure = (entry: Entry): string =>
  /<figure>.*<\/figure>/.exec(
    html.render(
      reviewRelease({ plans: [readPlan(planText([entry]), { stack: 'web' })], now: new Date('2027-01-01') }),
      {},
    ),
  )?.[0] ?? '';

it('marks where nobody serves any more, and not where nobody did', () => {
  expect(figure(deleted(web, one))).toContain('class="nobody"');
  const fresh = figure(created(web, one));
  expect(fresh).toContain('class="available"');
  expect(fresh).not.toContain('class="nobody"');
});

it('counts one pod as one', () => expect(figure(deleted(web, one))).toContain('1 pod before'));

it('writes the most pods at the end of their line, where no bar has its number', () => {
  const text = figure(updated(web, one, deployment({ spec: { replicas: '2' } })));
  const end = /class="surge" d="M.*?H([\d.]+)"/.exec(text)?.[1];
  expect(text).toContain(`<text x="${end}" y="16" text-anchor="end">2</text>`);
});
