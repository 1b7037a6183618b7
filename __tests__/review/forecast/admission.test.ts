import type { Completes } from '../../../review/model';
import { container, deployment, metadata } from '../../support/kubernetes-values';
import { created, unchanged, updated, type Entry, type Values } from '../../support/plan-builder';
import { workloadsOfStacks } from './release';

const web = 'kubernetes_deployment_v1.web';
const address = 'kubernetes_validating_webhook_configuration_v1.guard';
const rolled = updated(
  web,
  deployment(),
  deployment({ containers: [container({ image: 'registry.example/web:2.0.0-0123456789ab' })] }),
);
const asked: Values = { api_groups: [''], api_versions: ['v1'], operations: ['CREATE'], resources: ['pods'] };
const guard = (more: Values = {}): Values => ({
  metadata: metadata('guard', { namespace: null }),
  webhook: [
    {
      name: 'guard.example.org',
      failure_policy: 'Fail',
      client_config: [{ service: [{ namespace: 'guard', name: 'guard', path: '/v' }] }],
      rule: [asked],
      namespace_selector: [],
      object_selector: [],
      ...more,
    },
  ],
});

const completes = (...entries: readonly Entry[]): Completes | undefined =>
  workloadsOfStacks([{ stack: 'lab', entries: [rolled, ...entries] }]).find((one) => one.address === web)?.forecast
    .completes;
const expected: Completes = { state: 'expected' };
const doubt: Completes = {
  state: 'unknown',
  reason:
    'webhook guard.example.org of ValidatingWebhookConfiguration guard, which this release makes or changes, refuses new pods where it does not answer',
};

it('C13 a webhook that is new or changes', () => {
  expect(completes(created(address, guard()))).toEqual(doubt);
  expect(completes(created(address.replace('validating', 'mutating'), guard()))).toMatchObject({ state: 'unknown' });
  const moved = guard({ client_config: [{ service: [{ namespace: 'guard', name: 'warden' }] }] });
  expect(completes(updated(address, guard(), moved))).toEqual(doubt);
  expect(completes(updated(address, guard({ failure_policy: 'Ignore' }), guard()))).toEqual(doubt);
  expect(completes(updated(address, guard(), guard({ timeout_seconds: 5 })))).toEqual(expected);
  expect(completes(unchanged(address, guard()))).toEqual(expected);
});

it.each<[string, Values]>([
  ['lets through what it cannot be asked about', { failure_policy: 'Ignore' }],
  ['is asked about other objects', { rule: [{ ...asked, resources: ['services'] }] }],
  ['is asked about other groups', { rule: [{ ...asked, api_groups: ['apps'] }] }],
  ['is asked when pods go', { rule: [{ ...asked, operations: ['DELETE'] }] }],
  ['is asked about other pods', { object_selector: [{ match_labels: { app: 'other' } }] }],
  [
    'is asked about other namespaces',
    {
      namespace_selector: [
        { match_expressions: [{ key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['shop'] }] },
      ],
    },
  ],
])('C13 not where it %s', (_, more) => expect(completes(created(address, guard(more)))).toEqual(expected));

it('C13 a namespace that no plan holds may have any label', () => {
  const labelled = guard({ namespace_selector: [{ match_labels: { guarded: 'yes' } }] });
  expect(completes(created(address, labelled))).toEqual(doubt);
  const space = (labels: Values) =>
    unchanged('kubernetes_namespace_v1.shop', { metadata: metadata('shop', { namespace: null, labels }) });
  expect(completes(created(address, labelled), space({ guarded: 'yes' }))).toEqual(doubt);
  expect(completes(created(address, labelled), space({}))).toEqual(expected);
});

it('C13 not where it comes with a later stack', () => {
  const [first, second] = [rolled, created(address, guard())].map((entry, index) => ({
    stack: `stack ${index}`,
    entries: [entry],
  }));
  if (first === undefined || second === undefined) throw new Error('there are two');
  const found = (...stacks: Parameters<typeof workloadsOfStacks>[0]) =>
    workloadsOfStacks(stacks)[0]?.forecast.completes;
  expect(found(first, second)).toEqual(expected);
  expect(found(second, first)).toEqual(doubt);
});
