import { reviewRelease } from '../../../review';
import { mergePolicy } from '../../../review/policy/merge';
import type { PolicyFile } from '../../../review/policy/policy';
import { readPlan } from '../../support/read-plan';
import { claim, container, deployment, metadata, service } from '../../support/kubernetes-values';
import { created, deleted, planText, unchanged, updated, type Entry, type Extras } from '../../support/plan-builder';
import { deepFreeze } from '../../support/release-of';

const planOf = (stack: string, entries: readonly Entry[], extras?: Extras) =>
  deepFreeze(readPlan(planText(entries, extras), { stack }));

const review = (plans: ReturnType<typeof planOf>[], policy: PolicyFile = {}) =>
  reviewRelease({ plans, policy: mergePolicy(policy), now: new Date('2027-01-01') });

const image = (version: string) =>
  deployment({ containers: [container({ image: `registry.example/web:${version}` })] });
const bump = updated('kubernetes_deployment_v1.web', image('1.0.0'), image('1.1.0'));

it('calls an image bump with surge, probe and drain routine, and says why', () => {
  const { verdict, verdictReasons, complete, counts, workloads } = review([
    planOf('web', [bump, unchanged('kubernetes_service_v1.web', service())]),
  ]);
  expect(verdict).toBe('routine');
  expect(verdictReasons).toEqual(['No user notices: every workload keeps its ready pods and its ways in.']);
  expect(complete).toBe(true);
  expect(counts).toMatchObject({ update: 1, create: 0, replace: 0, delete: 0 });
  expect(workloads).toMatchObject([{ name: 'web', forecast: { impact: 'none', rollout: 'rolling' } }]);
});

it('blocks the loss of data, and a waiver for it leaves the deletion to be approved', () => {
  const plans = [planOf('database', [deleted('kubernetes_persistent_volume_claim_v1.data', claim()), bump])];
  const blocked = review(plans);
  expect(blocked.verdict).toBe('blocked');
  expect(blocked.verdictReasons[0]).toContain('data-destroyed');
  const [finding] = blocked.findings.filter(({ id }) => id === 'data-destroyed');
  const waivers = [{ finding: finding?.fingerprint ?? '', owner: 'db', reason: 'empty', until: '2027-02-01' }];
  expect(review(plans, { waivers }).verdict).toBe('needs-approval');
});

it('sums the stacks up, and is incomplete when one of them is', () => {
  const partial = planOf('database', [], { root: { complete: false } });
  const { verdict, complete, counts, stacks } = review([planOf('web', [bump]), partial]);
  expect(verdict).toBe('needs-approval');
  expect(complete).toBe(false);
  expect(counts.update).toBe(1);
  expect(stacks.map(({ stack }) => stack)).toEqual(['web', 'database']);
});

it('is masked: no text of it holds a secret', () => {
  const secret = (password: string) => ({ metadata: metadata('db'), data: { password } });
  const entries = [
    updated('kubernetes_secret_v1.db', secret('correct-horse-1'), secret('battery-staple-2'), {
      beforeSensitive: { data: true },
      afterSensitive: { data: true },
    }),
    updated(
      'kubernetes_deployment_v1.web',
      image('1.0.0'),
      deployment({
        containers: [container({ env: [{ name: 'URL', value: 'mysql://shop:battery-staple-2@db/shop' }] })],
      }),
    ),
  ];
  const text = JSON.stringify(review([planOf('web', entries)]));
  expect(text).not.toContain('correct-horse-1');
  expect(text).not.toContain('battery-staple-2');
});

describe('what it takes for granted and what it cannot see', () => {
  const policy: PolicyFile = { assumptions: [{ workload: 'shop/web', holds: 'no-traffic', because: 'a worker' }] };
  const web = 'kubernetes_deployment_v1.web';
  const atRest = unchanged(web, image('1.0.0'));

  it('says both of a forecast', () => {
    const { assumptions, blindSpots } = review([planOf('web', [updated(web, image('1.0.0'), image('1.1.0'))])], policy);
    expect(assumptions.at(-1)).toBe('shop/web has no users who connect to it (policy: a worker).');
    expect(blindSpots.join('\n')).toMatch(/new version works.*\n.*since the plan was made.*\n.*room the nodes have/);
  });

  it('takes nothing for granted where nothing is forecast', () => {
    const { assumptions, blindSpots } = review([planOf('web', [created('terraform_data.a', {})])], policy);
    expect(assumptions).toEqual([]);
    expect(blindSpots.join('\n')).toContain('new version works');
  });

  it('of a plan without changes names only what no plan can hold', () => {
    const chart = { ...unchanged('helm_release.ingress', { name: 'ingress' }), previousAddress: 'helm_release.old' };
    const script = { ...unchanged('terraform_data.script', {}), previousAddress: 'terraform_data.old' };
    const resources = [{ address: 'terraform_data.script', provisioners: [{ type: 'local-exec' }] }];
    const configuration = { root_module: { resources } };
    const plan = planOf('web', [atRest, chart, script], { root: { configuration } });
    const { assumptions, blindSpots } = review([plan], policy);
    expect(assumptions).toEqual([]);
    expect(blindSpots).toEqual([
      'What happened in the cluster since the plan was made, and what no stack of this release manages.',
    ]);
  });

  it('and of one that does not tell everything no less than of a change', () => {
    const { blindSpots } = review([planOf('web', [atRest], { root: { errored: true } })]);
    expect(blindSpots.join('\n')).toContain('new version works');
  });
});

it('names in its blind spots a provisioner inside of modules', () => {
  const child = { resources: [{ address: 'terraform_data.script', provisioners: [{ type: 'local-exec' }] }] };
  const configuration = { root_module: { module_calls: { tools: { module: child } } } };
  const script = created('module.tools["a.b"].terraform_data.script', {});
  const { blindSpots } = review([planOf('web', [script], { root: { configuration } })]);
  expect(blindSpots).toContain(`What the provisioners of ${script.address} do when they run.`);
});

it('names in its blind spots what the plans leave open', () => {
  const chart = { name: 'ingress', values: ['a: 1'] };
  const entries = [updated('helm_release.ingress', chart, { ...chart, values: ['a: 2'] })];
  const { blindSpots } = review([planOf('web', entries, { root: { novelty: 1 } })]);
  expect(blindSpots.join('\n')).toContain('helm_release.ingress');
  expect(blindSpots.join('\n')).toContain('novelty');
});

it('names in its blind spots the types that it has no forecast rules for', () => {
  const certificate = {
    manifest: { apiVersion: 'cert-manager.io/v1', kind: 'Certificate', metadata: { name: 'web' } },
  };
  const entries = [
    created('aws_db_instance.shop', { engine: 'mysql' }),
    created('kubernetes_manifest.web', certificate),
    created('terraform_data.release', { input: '1' }),
    created('random_password.shop', { length: 8 }),
    unchanged('aws_route53_record.shop', { name: 'shop' }),
    created('kubernetes_config_map_v1.web', { metadata: [{ name: 'web' }] }),
  ];
  const { blindSpots } = review([planOf('web', entries)]);
  expect(blindSpots).toContain(
    'What changes of Certificate and aws_db_instance do to users: there are no forecast rules for these types.',
  );
});

it('names types of other providers that change, and of which no rule knows what that means', () => {
  const types = (...names: readonly string[]): readonly string[] => {
    const entries = names.map((name) => updated(`${name}.main`, { size: 1 }, { size: 2 }));
    const spots = review([planOf('web', [...entries, unchanged('aws_lb.main', { size: 1 })])]).blindSpots;
    return spots.filter((line) => line.includes('only deletion and replacement are judged'));
  };
  const sentence = (what: string): string =>
    `What changes of ${what} mean: of these types only deletion and replacement are judged.`;
  expect(types('aws_db_instance', 'random_id', 'kubernetes_service_v1')).toEqual([sentence('aws_db_instance')]);
  expect(types('random_id')).toEqual([]);
  expect(types('g_a', 'g_b', 'g_c', 'g_d', 'g_e', 'g_f', 'g_g')).toEqual([
    sentence('g_a, g_b, g_c, g_d, g_e and 2 more'),
  ]);
});
