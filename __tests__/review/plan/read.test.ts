import { readPlans } from '../../../review/plan/read';
import { readPlan } from '../../support/read-plan';
import { created, planText, type Entry, type Extras } from '../../support/plan-builder';
import { recordedPlan, recordedPlans, recordedText } from '../../support/recorded-plans';

const stack = 'lab-web';
const read = (text: string) => readPlan(text, { stack });
const root = (change: object) =>
  JSON.stringify({ ...(JSON.parse(recordedText('terraform/update')) as object), ...change });

const planned = (entry: Entry) => (JSON.parse(planText([entry])) as { resource_changes: object[] }).resource_changes[0];

describe('what a recorded plan is', () => {
  const expected: Record<string, { mode?: string; incomplete?: string[] }> = {
    'terraform/destroy': { mode: 'destroy' },
    'terraform/refresh-only': { mode: 'refresh-only' },
    'terraform/errored': { incomplete: ['errored'] },
    'terraform/targeted': { incomplete: ['partial'] },
    'kubernetes/destroyed': { mode: 'destroy' },
    'kubernetes/errored': { incomplete: ['errored'] },
    'kubernetes/targeted': { incomplete: ['partial'] },
    'deferred/count-unknown': { incomplete: ['deferred', 'deferred', 'deferred'] },
    'deferred/everything': { incomplete: ['deferred'] },
    'deferred/secret': { incomplete: ['deferred', 'deferred'] },
    'cluster/drift-only-refreshed': { mode: 'refresh-only' },
    'cluster/manifest-of-unknown-kind': { incomplete: ['errored'] },
  };
  it.each(recordedPlans)('%s', (name) => {
    const { mode, incomplete, unknownKeys } = recordedPlan(name);
    expect({ mode, incomplete: incomplete.map(({ kind }) => kind), unknownKeys }).toEqual({
      mode: expected[name]?.mode ?? 'normal',
      incomplete: expected[name]?.incomplete ?? [],
      unknownKeys: [],
    });
  });
});

describe('the text around and behind a plan', () => {
  const text = recordedText('terraform/update');
  const only = read(text);
  it.each([
    ['log lines before', `Initializing...\n[command]terraform show -json {plan}\n${text}`],
    ['log lines after', `${text}\n::debug::exit code 0 {"a":1}\n`],
    ['a log of JSON lines before', `{"@level":"info","@message":"Plan: 1 to add"}\n${text}`],
    ['a byte-order mark', `\ufeff${text}`],
    ['indentation', JSON.stringify(JSON.parse(text), null, 2)],
  ])('reads through %s', (_, given) => {
    expect(read(given)).toEqual(only);
  });

  it('reads several plans of one stream and numbers them', () => {
    const plans = readPlans(`${text}\nmodule two\n${recordedText('terraform/create')}\n`, { stack });
    expect(plans.map((plan) => [plan.stack, plan.changes[0]?.actions])).toEqual([
      ['lab-web-1', ['update']],
      ['lab-web-2', ['create']],
    ]);
  });

  it.each([0.3, 0.6, 0.99])('refuses a plan cut at %d of its length', (share) => {
    expect(() => read(text.slice(0, Math.floor(text.length * share)))).toThrow(/breaks off/);
  });

  it('does not take the prior state inside a damaged plan for the plan', () => {
    const damaged = text.replace('"resource_changes":[', '"resource_changes":[oops ');
    expect(() => read(damaged)).toThrow(/damaged/);
  });
});

describe('what is no plan', () => {
  it.each([
    ['', /nothing in it/],
    ['Plan: 1 to add, 0 to change, 0 to destroy.', /prints for people/],
    ['No changes. Your infrastructure matches the configuration.', /nothing changes/],
    ['Error: Failed to load plan', /error message.*Failed to load plan/],
    ['{"version":4,"serial":3,"lineage":"x"}', /raw state file/],
    ['{"@level":"info","@message":"x"}', /log of a command/],
    ['{"//":{"metadata":{}},"terraform":{}}', /cdktf synthesizes/],
    ['{"apiVersion":"v1","kind":"Pod"}', /Kubernetes object \(Pod\)/],
    ['apiVersion: v1\nkind: Pod\n', /Kubernetes manifest/],
    ['resource "a" "b" {}', /configuration/],
    ['[1,2]', /JSON list/],
    ['{"format_version":"1.0","provider_schemas":{}}', /providers schema/],
    ['{"format_version":"1.0","valid":true,"diagnostics":[]}', /validate/],
  ])('says what %j looks like', (text, message) => {
    expect(() => read(text)).toThrow(message);
    expect(() => read(text)).toThrow(/terraform show -json/);
  });
});

describe('signs that a plan is not the whole release', () => {
  const kinds = (text: string) => read(text).incomplete.map(({ kind }) => kind);
  it.each([
    ['a state', '{"format_version":"1.0","values":{"root_module":{}}}', ['state-only']],
    ['an empty state', '{"format_version":"1.0"}', ['state-only']],
    [
      'an action of a newer Terraform',
      planText([created('a.b', {}), { ...created('a.c', {}), actions: ['adopt'] }]),
      ['unknown-action'],
    ],
    [
      'a deferred change',
      root({
        complete: false,
        deferred_changes: [{ reason: 'provider_config_unknown', resource_change: planned(created('a.b', {})) }],
      }),
      ['deferred'],
    ],
    ['an unknown major format', root({ format_version: '2.0' }), ['malformed']],
    ['changes that are no list', root({ resource_changes: {} }), ['malformed', 'malformed']],
    [
      'a change without an address',
      root({ resource_changes: [{ change: { actions: ['create'] } }] }),
      ['malformed', 'partial'],
    ],
    [
      'a change without actions',
      root({ resource_changes: [{ address: 'a.b', change: { actions: [] } }] }),
      ['malformed', 'partial'],
    ],
  ])('%s', (_, text, expected) => {
    expect(kinds(text)).toEqual(expected);
  });

  /** What is said of a plan of an older version, which does not say whether it is complete. */
  function incompleteOf(name: string) {
    const older = JSON.parse(recordedText(name)) as Record<string, unknown>;
    delete older['complete'];
    delete older['applyable'];
    return read(JSON.stringify(older)).incomplete;
  }

  it('finds what -target left out of a plan that does not say whether it is complete', () =>
    expect(incompleteOf('terraform/targeted')).toEqual([
      { kind: 'partial', message: expect.stringContaining('terraform_data.other') as string },
    ]));

  it('says that what never was may be switched off, which no plan of OpenTofu holds', () => {
    const resources = [{ address: 'a_b.web', mode: 'managed' }];
    const configuration = { root_module: { resources } };
    const saidOf = (priorState: Extras['priorState']) =>
      read(planText([created('a_b.other', {})], { configuration, priorState, root: { complete: undefined } }))
        .incomplete;
    const message = (text: string) => [{ kind: 'partial', message: expect.stringContaining(text) as string }];
    expect(saidOf([])).toEqual(message('-exclude, not enabled, or damaged'));
    expect(saidOf([{ address: 'a_b.web', values: {} }])).toEqual(message('-exclude, or damaged'));
  });

  it('and says nothing of it where planning failed, for what comes after an error is not there either', () =>
    expect(incompleteOf('kubernetes/errored').map(({ kind }) => kind)).toEqual(['errored']));

  it.each([
    ['kubernetes/targeted', 'kubernetes_horizontal_pod_autoscaler_v2.web and 1 more'],
    ['versions/opentofu-1.11.5/kubernetes/targeted', 'kubernetes_horizontal_pod_autoscaler_v2.web and 1 more'],
    ['versions/terraform-1.0.11/kubernetes/targeted', 'kubernetes_horizontal_pod_autoscaler_v2.web and 1 more'],
    ['versions/terraform-1.5.7/kubernetes/errored', 'kubernetes_deployment_v1.web'],
  ])('finds in the prior state what a plan left out of a count, a for_each or a module: %s', (name, missing) => {
    const plan = JSON.parse(recordedText(name)) as { configuration: { root_module: { resources: object[] } } };
    const { resources } = plan.configuration.root_module;
    const root_module = { resources: resources.map((one) => ({ ...one, for_each_expression: {} })) };
    const found = read(JSON.stringify({ ...plan, complete: undefined, configuration: { root_module } }));
    expect(found.incomplete).toEqual([
      { kind: 'partial', message: expect.stringMatching(`${missing}.* prior state is not in the plan`) as string },
    ]);
  });

  it('says unknown keys and keeps reading', () => {
    const plan = read(root({ moon_phase: 'full' }));
    expect(plan.unknownKeys).toEqual(['moon_phase']);
    expect(plan.incomplete).toEqual([]);
  });
});

describe('parts of a plan', () => {
  it('reads where a provider acts, and no path or credential', () => {
    const provider = (expressions: object) =>
      read(
        root({
          configuration: { provider_config: { k: { full_name: 'registry.example/k', expressions } } },
          complete: true,
        }),
      ).providers[0]?.target;
    expect(
      provider({
        host: { constant_value: 'https://admin:pw@10.0.0.1' },
        config_path: { constant_value: '~/.kube' },
        token: { constant_value: 'x' },
      }),
    ).toEqual({ host: 'https://10.0.0.1' });
    expect(provider({ host: { constant_value: 'unix:///run/docker.sock' } })).toEqual({});
    expect(provider({ kubernetes: [{ config_context: { constant_value: 'eu' } }] })).toEqual({ config_context: 'eu' });
  });

  it('says failed checks', () => {
    expect(recordedPlan('terraform/checks').notices).toEqual(['check.version fails: version 2 is not allowed yet.']);
  });

  it('knows which variables are sensitive, from the configuration', () => {
    expect(recordedPlan('terraform/sensitive').variables).toEqual({
      password: { value: 'correct-horse-battery', sensitive: true },
    });
  });

  it('finds construct paths for every instance of a resource', () => {
    const constructs = JSON.stringify({
      resource: { terraform_data: { web: { '//': { metadata: { path: 'lab-web/web/data' } } } } },
    });
    const plan = readPlan(recordedText('terraform/instances'), { stack, constructs });
    expect(plan.constructPaths).toEqual({ 'terraform_data.web': 'lab-web/web/data' });
  });
});
