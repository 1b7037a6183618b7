import fc from 'fast-check';
import { digestDifference } from '../../../review/digest/difference';
import { digestOf } from '../../../review/digest/digest';
import { effectsOf } from '../../../review/digest/effects';
import type { Json, Plan, Workload } from '../../../review/model';
import { readPlan } from '../../support/read-plan';
import { container, deployment, metadata } from '../../support/kubernetes-values';
import {
  created,
  deleted,
  type Entry,
  type Extras,
  planText,
  replaced,
  unchanged,
  updated,
  type Values,
} from '../../support/plan-builder';
import { recordedPlans, recordedText } from '../../support/recorded-plans';

const address = 'kubernetes_deployment_v1.web';
const image = (tag: string) => deployment({ containers: [container({ image: `web:${tag}` })] });
const planOf = (entries: readonly Entry[], extras: Extras = {}) =>
  readPlan(planText(entries, extras), { stack: 'lab-web' });
const base = planOf([updated(address, image('1'), image('2'))]);
const digest = (...plans: Plan[]) => digestOf(plans, []);

it('has the form that an approval names', () => {
  expect(digest(base)).toMatch(/^sha256:[0-9a-f]{64}$/);
});

/** Everything a plan holds, with keys in another order. */
function shuffledKeys(value: unknown, seed: number): unknown {
  if (Array.isArray(value)) return value.map((element) => shuffledKeys(element, seed));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  const turn = seed % (entries.length || 1);
  return Object.fromEntries(
    [...entries.slice(turn), ...entries.slice(0, turn)].map(([key, inside]) => [key, shuffledKeys(inside, seed)]),
  );
}

it('stays the same under key order and everything that is no effect', () => {
  fc.assert(
    fc.property(fc.constantFrom(...recordedPlans), fc.nat(50), (name, seed) => {
      const root = JSON.parse(recordedText(name)) as Record<string, unknown>;
      const other = {
        ...root,
        timestamp: '2030-01-01T00:00:00Z',
        terraform_version: '9.9.9',
        planned_values: {},
        relevant_attributes: [],
        resource_drift: [],
        variables: {},
        checks: [],
      };
      const read = (value: unknown) => readPlan(JSON.stringify(value), { stack: name });
      expect(digest(read(shuffledKeys(other, seed)))).toBe(digest(read(root)));
    }),
    { numRuns: 200 },
  );
});

it.each<[string, Entry[], Extras?]>([
  [
    'resource versions and generations',
    [
      updated(
        address,
        { ...image('1'), metadata: metadata('web', { resource_version: '7', generation: 2 }) },
        { ...image('2'), metadata: metadata('web', { resource_version: '8', generation: 3 }) },
      ),
    ],
  ],
  [
    'reads and unchanged objects',
    [
      updated(address, image('1'), image('2')),
      unchanged('kubernetes_service_v1.web', { a: '1' }),
      { ...created('data.cloud.x', {}), actions: ['read'] },
    ],
  ],
  ['reasons', [updated(address, image('1'), image('2'), { reason: 'any' })]],
  ['null against []', [updated(address, { ...image('1'), timeouts: null }, { ...image('2'), timeouts: [] })]],
  ['drift', [updated(address, image('1'), image('2'))], { drift: [updated(address, image('0'), image('1'))] }],
])('does not cover %s', (_, entries, extras = {}) => {
  expect(digest(planOf(entries, extras))).toBe(digest(base));
});

const uid = (value: string) => ({ ...image('1'), metadata: metadata('web', { uid: value }) });

it.each<[string, Entry[], Extras?]>([
  ['another value after', [updated(address, image('1'), image('3'))]],
  ['another value before', [updated(address, image('0'), image('2'))]],
  [
    'a value known only after apply',
    [updated(address, image('1'), image('2'), { afterUnknown: { spec: [{ replicas: true }] } })],
  ],
  ['another address', [updated('kubernetes_deployment_v1.other', image('1'), image('2'))]],
  ['another order of replacement', [{ ...updated(address, image('1'), image('2')), actions: ['create', 'delete'] }]],
  ['a move', [updated(address, image('1'), image('2'), { previousAddress: 'kubernetes_deployment_v1.old' })]],
  ['an import', [updated(address, image('1'), image('2'), { importing: 'shop/web' })]],
  ['a deposed object', [updated(address, image('1'), image('2'), { deposed: 'ab' })]],
  ['one more change', [updated(address, image('1'), image('2')), deleted('kubernetes_service_v1.web', {})]],
  [
    'an output',
    [updated(address, image('1'), image('2'))],
    { outputs: { a: { actions: ['create'], before: null, after: 'x' } } },
  ],
  [
    'another cluster',
    [updated(address, image('1'), image('2'))],
    {
      configuration: {
        provider_config: {
          kubernetes: { full_name: 'k', expressions: { config_context: { constant_value: 'prod' } } },
        },
      },
    },
  ],
  [
    'a provisioner',
    [replaced(address, image('1'), image('2'))],
    { configuration: { root_module: { resources: [{ address, provisioners: [{ type: 'local-exec' }] }] } } },
  ],
])('covers %s', (_, entries, extras = {}) => {
  expect(digest(planOf(entries, extras))).not.toBe(digest(base));
});

it('covers which live object of a name it is', () => {
  const planned = (id: string) => planOf([updated(address, uid(id), { ...image('2'), metadata: uid(id).metadata })]);
  expect(digest(planned('u1'))).not.toBe(digest(planned('u2')));
});

it('covers the order of containers, which rolls pods though it reads the same', () => {
  const two = (...names: string[]) => deployment({ containers: names.map((name) => container({ name })) });
  expect(digest(planOf([updated(address, two('a', 'b'), two('b', 'a'))]))).not.toBe(
    digest(planOf([updated(address, two('a', 'b'), two('a', 'b'))])),
  );
});

it('covers an empty block that goes', () => {
  const volume = (empty_dir: readonly Values[]) => deployment({ pod: { volume: [{ name: 't', empty_dir }] } });
  const both = planOf([updated(address, volume([{ medium: '' }]), volume([{ medium: '' }]))]);
  expect(digest(planOf([updated(address, volume([{ medium: '' }]), volume([]))]))).not.toBe(digest(both));
});

it('covers what the forecast promises, and the stacks with their order', () => {
  const workload = (impact: string) =>
    ({ stack: 's', address, forecast: { rollout: 'rolling', impact } }) as unknown as Workload;
  expect(digestOf([base], [workload('none')])).not.toBe(digestOf([base], [workload('outage')]));
  const other = { ...base, stack: 'lab-database' };
  expect(digest(base, other)).not.toBe(digest(other, base));
});

it('changes with every leaf of a created object and of an update', () => {
  const leaves: (readonly (string | number)[])[] = [];
  const collect = (value: Json, path: readonly (string | number)[]) => {
    if (typeof value !== 'object' || value === null) {
      if (value !== null && value !== '') leaves.push(path);
    } else for (const key of Object.keys(value)) collect((value as Record<string, Json>)[key] as Json, [...path, key]);
  };
  collect(image('2') as Json, []);
  const set = (value: unknown, [step, ...more]: readonly (string | number)[]): unknown => {
    if (step === undefined) return 'something else';
    const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<
      string | number,
      unknown
    >;
    copy[step] = set(copy[step], more);
    return copy;
  };
  expect(leaves.length).toBeGreaterThan(40);
  const create = digest(planOf([created(address, image('2'))]));
  for (const leaf of leaves) {
    const changed = set(image('2'), leaf) as Values;
    expect([leaf, digest(planOf([created(address, changed)]))]).not.toEqual([leaf, create]);
    expect([leaf, digest(planOf([updated(address, image('1'), changed)]))]).not.toEqual([leaf, digest(base)]);
  }
});

describe('the difference between two releases', () => {
  const named = (one: Plan[], other: Plan[]) => digestDifference(effectsOf(one, []), effectsOf(other, []));
  const path = '/spec/0/template/0/spec/0/container/0/image';

  it('is named by stack, address and path, never by value', () => {
    const found = named([base], [planOf([updated(address, image('1'), image('9-secret'))])]);
    expect(found).toEqual([`lab-web / ${address} / ${path} / after: differs`]);
  });

  it('names changes and stacks that one side lacks', () => {
    const more = planOf([updated(address, image('1'), image('2')), deleted('kubernetes_service_v1.web', {})]);
    expect(named([base], [more])).toEqual(['lab-web / kubernetes_service_v1.web: only in the plan made now']);
    expect(named([more], [base])).toEqual(['lab-web / kubernetes_service_v1.web: only in what was approved']);
    expect(named([base], [])).toEqual(['lab-web: only in what was approved']);
  });

  it('is empty exactly when the digests are equal', () => {
    const plans = recordedPlans
      .filter((name) => name.startsWith('terraform/'))
      .map((name) => readPlan(recordedText(name), { stack: 's' }));
    for (const one of plans)
      for (const other of plans) expect(named([one], [other]).length === 0).toBe(digest(one) === digest(other));
  });

  it('survives being written down and read again', () => {
    const kept = JSON.parse(JSON.stringify(effectsOf([base], []))) as ReturnType<typeof effectsOf>;
    expect(digestDifference(kept, effectsOf([base], []))).toEqual([]);
  });
});
