import { reviewRelease } from '../../../review';
import { json } from '../../../review/render/json';
import { created, planText, unchanged, updated, type Entry } from '../../support/plan-builder';
import { recordedPlan } from '../../support/recorded-plans';
import { readPlan } from '../../support/read-plan';

/** A plan that defers what `entries` change, each for the reason beside it, and changes `applied`. */
function deferring(entries: readonly [reason: string | undefined, Entry][], applied: readonly Entry[] = [], root = {}) {
  const changes = (JSON.parse(planText(entries.map(([, entry]) => entry))) as { resource_changes: object[] })
    .resource_changes;
  const deferred = changes.map((change, index) => ({ reason: entries[index]?.[0], resource_change: change }));
  return readPlan(planText(applied, { root: { complete: false, deferred_changes: deferred as never, ...root } }), {
    stack: 'shop',
  });
}
const messagesOf = (...given: Parameters<typeof deferring>) =>
  deferring(...given).incomplete.map(({ kind, message }) => `${kind}: ${message}`);

it.each([
  ['instance_count_unknown', 'its count or for_each, or that of its module, is not known yet'],
  ['resource_config_unknown', 'too little of its configuration is known yet'],
  ['provider_config_unknown', 'too little of the configuration of its provider is known yet'],
  ['deferred_prereq', 'something it depends on is deferred itself'],
  ['absent_prereq', 'something it needs does not exist yet'],
  ['unknown', 'the plan does not say why'],
  ['of_a_newer_terraform', 'of a newer terraform'],
  [undefined, 'the plan does not say why'],
])('says why: %s', (reason, why) =>
  expect(messagesOf([[reason, updated('a_b.web', { x: '1' }, { x: '2' })]])).toEqual([
    `deferred: The update of a_b.web is deferred to a later round: ${why}.`,
  ]),
);

it('says what is deferred, and of what may change nothing only that it is', () => {
  const tried: Entry = created('a_b.web[*]', { x: '1' });
  const root = JSON.parse(planText([tried])) as { resource_changes: object[] };
  const withoutCount = {
    reason: 'instance_count_unknown',
    resource_change: { ...root.resource_changes[0], index_unknown: true },
  };
  const others: [string, Entry][] = [['deferred_prereq', unchanged('a_b.same', { x: '1' })]];
  const subjects = (given: readonly string[]) => given.map((message) => message.replace(/ is deferred to.*/, ''));
  expect(subjects(messagesOf(others))).toEqual(['deferred: a_b.same']);
  expect(subjects(messagesOf([], [], { deferred_changes: [withoutCount] }))).toEqual(['deferred: a_b.web[*]']);
  const invocation = { reason: 'deferred_prereq', action_invocation: { address: 'action.a_b.tell' } };
  expect(subjects(messagesOf([], [], { deferred_action_invocations: [invocation] }))).toEqual([
    'deferred: The action action.a_b.tell',
  ]);
});

it('says first what surely happens later', () => {
  const { incomplete } = recordedPlan('deferred/count-unknown');
  expect(incomplete.map(({ message }) => message.replace(/ is deferred to.*/, ''))).toEqual([
    'The update of kubernetes_deployment_v1.web',
    'kubernetes_config_map_v1.tenant[*]',
    'kubernetes_config_map_v1.settings',
  ]);
});

it('says first that planning failed', () =>
  expect(messagesOf([['deferred_prereq', unchanged('a_b.same', { x: '1' })]], [], { errored: true })).toEqual([
    expect.stringMatching(/^errored: /) as string,
    expect.stringMatching(/^deferred: /) as string,
  ]));

it('is not taken for a plan that only refreshes where all of it is deferred', () => {
  const prior_state = { values: { root_module: { resources: [{ address: 'a_b.web', mode: 'managed', values: {} }] } } };
  expect(deferring([['deferred_prereq', updated('a_b.web', { x: '1' }, { x: '2' })]], [], { prior_state }).mode).toBe(
    'normal',
  );
});

it('is reviewed as incomplete, and counts nothing of what is deferred', () => {
  const plan = deferring([
    ['deferred_prereq', updated('kubernetes_deployment_v1.web', {}, { metadata: [{ name: 'web' }] })],
  ]);
  const review = reviewRelease({ plans: [plan], now: new Date('2026-01-01') });
  expect(review).toMatchObject({ verdict: 'needs-approval', complete: false, workloads: [], counts: { update: 0 } });
});

it('hides a secret of what is deferred where it stands in something else', () => {
  const secret = created('kubernetes_secret_v1.credentials', { data: { password: 'correct-horse' } });
  const settings = created('kubernetes_config_map_v1.settings', { data: { GREETING: 'correct-horse' } });
  const review = reviewRelease({
    plans: [deferring([['deferred_prereq', secret]], [settings])],
    now: new Date('2026-01-01'),
  });
  const text = json.render(review, {});
  expect(text).toContain('GREETING');
  expect(text).not.toContain('correct-horse');
});
