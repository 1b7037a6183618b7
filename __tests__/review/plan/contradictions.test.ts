import { readPlan } from '../../support/read-plan';
import { reviewRelease } from '../../../review/review';
import { recordedText } from '../../support/recorded-plans';

type Loose = { [key: string]: Loose } & Loose[];

/** A recorded plan with one thing wrong in it. */
function damaged(name: string, damage: (plan: Loose) => void): string {
  const plan = JSON.parse(recordedText(name)) as Loose;
  damage(plan);
  return JSON.stringify(plan);
}

const set = (holder: Loose | undefined, key: string, value: unknown): void => {
  (holder as unknown as Record<string, unknown>)[key] = value;
};
/** Lists have a method of that name. */
const inside = (holder: Loose | undefined, key: string): Loose | undefined => holder?.[key];
const change = (plan: Loose, at = 0): Loose | undefined => plan['resource_changes']?.[at]?.['change'];
/** Where the Deployment stands in `replicas-to-zero`. */
const web = (plan: Loose): Loose | undefined =>
  plan['resource_changes']?.find(({ type }) => String(type) === 'kubernetes_deployment_v1');

const zero = 'kubernetes/replicas-to-zero';
const cases: readonly (readonly [string, string, (plan: Loose) => void, RegExp])[] = [
  [
    'no object after',
    'kubernetes/node-tainted',
    (plan) => set(change(plan), 'after', false),
    /after the change is no object/,
  ],
  [
    'a list before',
    'kubernetes/annotations-of-template-elsewhere',
    (plan) => set(change(plan), 'before', [{ name: null }]),
    /before the change is no object/,
  ],
  [
    'no type',
    'kubernetes/secret-key-removed',
    (plan) => set(plan['resource_changes']?.[1], 'type', ''),
    /is said to be/,
  ],
  [
    'a type that is not that of the address',
    zero,
    (plan) => set(web(plan), 'type', 'kubernetes_pod_v1'),
    /is said to be/,
  ],
  [
    'values that are unknown as a whole',
    zero,
    (plan) => set(web(plan)?.['change'], 'after_unknown', true),
    /said to be unknown as a whole/,
  ],
  ['the mode of a data source', zero, (plan) => set(web(plan), 'mode', 'data'), /of the mode "data"/],
  [
    'an update of a data source',
    zero,
    (plan) => {
      set(web(plan), 'mode', 'data');
      set(web(plan), 'address', 'data.kubernetes_deployment_v1.web');
    },
    /has the actions "update"/,
  ],
  [
    'a read of a managed object',
    zero,
    (plan) => set(web(plan)?.['change'], 'actions', ['read']),
    /has the actions "read"/,
  ],
  [
    'a no-op that changes something',
    zero,
    (plan) => set(web(plan)?.['change'], 'actions', ['no-op']),
    /is said not to change/,
  ],
  ['an update without a state after', zero, (plan) => set(web(plan)?.['change'], 'after', null), /no state after/],
  ['an update without a state before', zero, (plan) => set(web(plan)?.['change'], 'before', null), /no state before/],
  [
    'a creation of what is there',
    zero,
    (plan) => set(web(plan)?.['change'], 'actions', ['create']),
    /a state before and one after/,
  ],
  [
    'a deletion of what stays',
    zero,
    (plan) => set(web(plan)?.['change'], 'actions', ['delete']),
    /a state before and one after/,
  ],
  [
    'marks that are a list',
    'kubernetes/unknown-replicas',
    (plan) => set(change(plan), 'after_unknown', []),
    /neither marked nor unmarked/,
  ],
  [
    'a field of another type',
    zero,
    (plan) => set(web(plan)?.['change']?.['after']?.['spec']?.[0], 'template', 'x'),
    /changes its type/,
  ],
  [
    'no changes',
    zero,
    (plan) => set(plan, 'resource_changes', undefined),
    /planned values of kubernetes_deployment_v1.web and 1 more and no change/,
  ],
  ['an empty list of changes', zero, (plan) => set(plan, 'resource_changes', []), /planned values of .* and no change/],
  [
    'neither changes nor planned values',
    zero,
    (plan) => {
      set(plan, 'resource_changes', undefined);
      set(plan, 'planned_values', {});
    },
    /applyable, yet shows nothing/,
  ],
  [
    'one change too few',
    zero,
    (plan) =>
      set(
        plan,
        'resource_changes',
        plan['resource_changes']?.filter((one) => one !== web(plan)),
      ),
    /is not in the plan/,
  ],
  ['a prior state that is no object', zero, (plan) => set(plan, 'prior_state', true), /its state is broken/],
  [
    'a prior state without a list of objects',
    zero,
    (plan) => set(inside(plan['prior_state'], 'values')?.['root_module'], 'resources', 'x'),
    /its state is broken/,
  ],
];

it.each(cases)('a plan with %s tells not everything', (_, name, damage, message) => {
  const plan = readPlan(damaged(name, damage), { stack: 's' });
  expect(plan.incomplete.map((one) => one.message)).toEqual(expect.arrayContaining([expect.stringMatching(message)]));
  const { verdict, complete } = reviewRelease({ plans: [plan], now: new Date('2027-01-01') });
  expect([verdict, complete]).toEqual([expect.not.stringMatching('routine'), false]);
});

it.each([
  ['what any type may stand in', 'terraform/update', (plan: Loose) => set(change(plan)?.['after'], 'input', { a: 1 })],
  [
    'an address with a key that looks like one',
    'terraform/instances',
    (plan: Loose) => {
      set(plan['resource_changes']?.[0], 'address', 'module.data["]a.b"].terraform_data.web["x.y[\\"0"]');
    },
  ],
  ['planned values that are not read', zero, (plan: Loose) => set(plan, 'planned_values', {})],
])('a plan with %s tells everything', (_, name, damage) => {
  expect(readPlan(damaged(name, damage), { stack: 's' }).incomplete).toEqual([]);
});

it.each(['action_invocations', 'deferred_action_invocations'])('%s that are no list may be anything', (key) => {
  for (const value of [{}, 'x']) {
    const text = damaged('terraform/refresh-only', (plan) => {
      set(plan, 'resource_drift', undefined);
      set(plan, 'applyable', false);
      set(plan, key, value);
    });
    const plan = readPlan(text, { stack: 's' });
    expect(plan.incomplete.map((one) => one.message)).toEqual([expect.stringContaining(`${key} is not a list`)]);
    expect(reviewRelease({ plans: [plan], now: new Date('2027-01-01') }).verdict).toBe('needs-approval');
  }
});

it('a refresh of what no plan shows is not called damaged, and is never routine', () => {
  const text = damaged(zero, (plan) => {
    set(plan, 'resource_changes', undefined);
    set(plan, 'planned_values', { root_module: {} });
  });
  const plan = readPlan(text, { stack: 's' });
  expect(plan.incomplete.map(({ kind }) => kind)).toEqual(['partial']);
  expect(reviewRelease({ plans: [plan], now: new Date('2027-01-01') }).verdict).toBe('needs-approval');
});

describe('the destruction of outputs, where the configuration holds what was never created,', () => {
  const destroyed = (damage: (plan: Loose) => void) =>
    readPlan(
      damaged(zero, (plan) => {
        set(plan, 'resource_changes', undefined);
        set(plan, 'planned_values', { root_module: {} });
        set(plan, 'output_changes', { o: { actions: ['delete'], before: '1', after: null } });
        set(inside(plan['prior_state'], 'values'), 'root_module', {});
        damage(plan);
      }),
      { stack: 's' },
    ).incomplete.map(({ kind }) => kind);

  it('is complete', () => expect(destroyed(() => undefined)).toEqual([]));

  it.each([
    ['an output is made', (plan: Loose) => set(plan['output_changes']?.['o'], 'actions', ['create'])],
    ['no output goes', (plan: Loose) => set(plan, 'output_changes', undefined)],
  ])('is not where %s', (_, damage) => expect(destroyed(damage)).toContain('partial'));
});

it('what a data source reads may change its type', () => {
  const text = damaged(zero, (plan) => {
    const read = (value: unknown) => ({ kind: 'ConfigMap', object: { a: value } });
    plan['resource_changes']?.push({
      address: 'data.kubernetes_resource.x',
      mode: 'data',
      type: 'kubernetes_resource',
      name: 'x',
      change: { actions: ['read'], before: read('1'), after: read(['1']), after_unknown: {} },
    } as unknown as Loose);
  });
  expect(readPlan(text, { stack: 's' }).incomplete).toEqual([]);
});

it('a refresh of an empty state is complete', () => {
  const text = damaged('terraform/refresh-only', (plan) => set(plan, 'prior_state', undefined));
  expect(readPlan(text, { stack: 's' }).incomplete).toEqual([]);
});
