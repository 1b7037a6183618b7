import { verdictOf, type Evidence } from '../../../review/findings/verdict';
import type { Change, Finding, Forecast, Incompleteness, Severity, Workload } from '../../../review/model';
import { mergePolicy } from '../../../review/policy/merge';
import type { PolicyFile } from '../../../review/policy/policy';

const change = (more: Partial<Change>): Change => ({
  stack: 'web',
  address: 'kubernetes_config_map_v1.settings',
  type: 'kubernetes_config_map_v1',
  provider: '',
  mode: 'managed',
  action: 'update',
  differences: [],
  noise: { computed: 0, orderOnly: 0, emptiness: 0, equivalent: 0 },
  raw: { before: null } as Change['raw'],
  ...more,
});

const workload = (impact: Forecast['impact'], more: Partial<Workload> = {}): Workload => ({
  stack: 'web',
  address: 'kubernetes_deployment_v1.web',
  kind: 'Deployment',
  namespace: 'shop',
  name: 'web',
  action: 'update',
  images: [],
  forecast: {
    rollout: 'rolling',
    impact,
    reasons: [{ text: 'No pod is ready for a while.', fields: [] }],
    conditions: [],
    completes: { state: 'expected' },
    podsBefore: 3,
    podsAfter: 3,
    lowestAvailable: 3,
    highestRunning: 4,
    highestWithTerminating: 4,
  },
  ...more,
});

const finding = (severity: Severity, more: Partial<Finding> = {}): Finding => ({
  id: 'some-rule',
  severity,
  stack: 'web',
  address: 'kubernetes_deployment_v1.web',
  subject: '',
  fingerprint: 'some-rule/web.kubernetes_deployment_v1.web/',
  message: `Something ${severity} happens.`,
  why: '',
  remedy: '',
  on: 'change',
  waived: null,
  ...more,
});

interface Given {
  readonly changes?: readonly Change[];
  readonly workloads?: readonly Workload[];
  readonly findings?: readonly Finding[];
  readonly incomplete?: readonly Incompleteness[];
  readonly outputs?: readonly { readonly name: string }[];
}

function judge(given: Given, policy: PolicyFile = {}) {
  const { changes = [], workloads = [], findings = [], incomplete = [], outputs = [] } = given;
  const evidence: Evidence = {
    stacks: [{ stack: 'web', changes, incomplete, outputs, drift: [], counts: { invoke: 0 } }],
    workloads,
    findings,
  };
  return verdictOf(evidence, mergePolicy(policy));
}

const waived = { owner: 'web team', reason: 'known', until: '2027-01-01' };

it.each<[string, Given, string]>([
  ['nothing changes', {}, 'routine'],
  ['an update that nobody notices', { changes: [change({})], workloads: [workload('none')] }, 'routine'],
  ['fewer pods for a while', { workloads: [workload('reduced')] }, 'routine'],
  ['errors possible', { workloads: [workload('errors-possible')] }, 'routine'],
  ['an outage', { workloads: [workload('none'), workload('outage')] }, 'needs-approval'],
  ['an unknown impact', { workloads: [workload('unknown')] }, 'needs-approval'],
  ['a replacement', { changes: [change({ action: 'replace' })] }, 'needs-approval'],
  ['a deletion', { changes: [change({ action: 'delete' })] }, 'needs-approval'],
  ['an unknown action', { changes: [change({ action: { unknown: 'transmute' } })] }, 'needs-approval'],
  ['an incomplete plan', { incomplete: [{ kind: 'partial', message: 'Made with -target.' }] }, 'needs-approval'],
  ['a critical finding', { findings: [finding('critical')] }, 'blocked'],
  ['a waived critical finding', { findings: [finding('critical', { waived })] }, 'routine'],
  ['a critical finding on state', { findings: [finding('critical', { on: 'state' })] }, 'routine'],
  ['a high finding', { findings: [finding('high')] }, 'needs-approval'],
  ['a waived high finding', { findings: [finding('high', { waived })] }, 'routine'],
  ['a high finding on state', { findings: [finding('high', { on: 'state' })] }, 'routine'],
  ['a medium finding', { findings: [finding('medium')] }, 'routine'],
  ['a move', { changes: [change({ action: 'no-op', previousAddress: 'kubernetes_config_map_v1.old' })] }, 'routine'],
  ['an import', { changes: [change({ action: 'no-op', importing: { id: 'shop/settings' } })] }, 'routine'],
  ['a forgotten object', { changes: [change({ action: 'forget' })] }, 'routine'],
  ['an output', { outputs: [{ name: 'url' }] }, 'routine'],
])('%s', (_, given, verdict) => {
  const judgement = judge(given);
  expect(judgement.verdict).toBe(verdict);
  expect(judgement.reasons.length).toBeGreaterThan(0);
  for (const reason of judgement.reasons) expect(reason).toMatch(/^[A-Z0-9a-z].*[^.]\.$/);
});

it('counts moves, imports, forgets and outputs as changes', () => {
  const nothing = judge({}).reasons;
  expect(nothing).toEqual(['Nothing changes.']);
  for (const given of [
    { changes: [change({ action: 'no-op', previousAddress: 'a.b' })] },
    { changes: [change({ action: 'no-op', importing: { id: null } })] },
    { changes: [change({ action: 'forget' })] },
    { outputs: [{ name: 'url' }] },
  ])
    expect(judge(given).reasons).not.toEqual(nothing);
  expect(judge({ changes: [change({ action: 'read', mode: 'data' })] }).reasons).toEqual(nothing);
});

it('says the worst first, and each in one sentence', () => {
  const { verdict, reasons } = judge({
    changes: [change({ action: 'delete' }), change({ action: 'replace' })],
    workloads: [workload('unknown', { name: 'api' }), workload('outage')],
    findings: [finding('high'), finding('critical')],
    incomplete: [{ kind: 'errored', message: 'Planning failed.' }],
  });
  expect(verdict).toBe('blocked');
  expect(reasons).toEqual([
    'Something critical happens (critical: some-rule, web).',
    'The plan of web does not tell everything: Planning failed.',
    'Outage of Deployment web: No pod is ready for a while.',
    'kubernetes_config_map_v1.settings is deleted.',
    'kubernetes_config_map_v1.settings is replaced.',
    'Unknown effect on users of Deployment api: No pod is ready for a while.',
    'Something high happens (high: some-rule, web).',
  ]);
});

it('counts what would not fit into ten lines', () => {
  const findings = ['a', 'b', 'c', 'd', 'e'].map((id) => finding('critical', { id }));
  const changes = ['a', 'b', 'c', 'd', 'e'].map((name) => change({ action: 'delete', address: `x.${name}` }));
  const { reasons } = judge({ findings, changes });
  expect(reasons).toHaveLength(4);
  expect(reasons[2]).toBe('3 more critical findings.');
  expect(reasons[3]).toBe('5 objects are deleted: x.a, x.b and 3 more.');
});

it('does not take a new image under a new name for a replacement, while the old image is kept', () => {
  const image = (kept: boolean) =>
    change({
      action: 'replace',
      type: 'docker_registry_image',
      raw: { before: { name: 'web:1', keep_remotely: kept } } as unknown as Change['raw'],
    });
  expect(judge({ changes: [image(true)] }).verdict).toBe('routine');
  expect(judge({ changes: [image(false)] }).verdict).toBe('needs-approval');
});

describe('a routine verdict does not hide', () => {
  const mild: PolicyFile = {
    verdict: { outage: 'routine', deletion: 'routine', replacement: 'routine', incomplete: 'routine' },
  };

  it.each<[string, Given, string]>([
    ['an outage', { workloads: [workload('outage')] }, 'Outage of Deployment web: No pod is ready for a while.'],
    ['a deletion', { changes: [change({ action: 'delete' })] }, 'kubernetes_config_map_v1.settings is deleted.'],
    [
      'a replacement beside a workload that is not felt',
      { changes: [change({ action: 'replace' })], workloads: [workload('none')] },
      'kubernetes_config_map_v1.settings is replaced.',
    ],
    [
      'an incomplete plan',
      { incomplete: [{ kind: 'partial', message: 'Made with -target.' }] },
      'The plan of web does not tell everything: Made with -target.',
    ],
  ])('%s', (_, given, sentence) => {
    const evidence = { changes: [change({})], ...given };
    expect(judge(evidence, mild)).toEqual({ verdict: 'routine', reasons: [sentence] });
  });

  it('all of it, the worst first', () => {
    const changes = [change({ action: 'delete' }), change({ action: 'replace' })];
    const workloads = [workload('reduced', { name: 'api' }), workload('outage')];
    expect(judge({ changes, workloads }, mild).reasons.map((reason) => reason.split(':')[0])).toEqual([
      'Outage of Deployment web',
      'kubernetes_config_map_v1.settings is deleted.',
      'kubernetes_config_map_v1.settings is replaced.',
      'Fewer pods of Deployment api serve',
    ]);
  });

  it('that images are replaced, though by others under other names', () => {
    const raw = { before: { keep_remotely: true } } as unknown as Change['raw'];
    const image = change({ action: 'replace', type: 'docker_registry_image', raw });
    expect(judge({ changes: [image] }).reasons).toEqual([
      'No workload of these plans is touched; one image comes under a new name, and the old is kept.',
    ]);
  });

  it('that a workload nobody uses does not keep its pods', () => {
    const { forecast } = workload('none');
    const worker = workload('none', { forecast: { ...forecast, lowestAvailable: 0 } });
    expect(judge({ changes: [change({})], workloads: [worker] }).reasons).toEqual(['No user notices.']);
  });
});

describe('a policy', () => {
  it('can be stricter', () => {
    expect(judge({ changes: [change({ action: 'delete' })] }, { verdict: { deletion: 'blocked' } }).verdict).toBe(
      'blocked',
    );
    expect(judge({ findings: [finding('medium')] }, { verdict: { 'medium-finding': 'needs-approval' } }).verdict).toBe(
      'needs-approval',
    );
    expect(judge({ changes: [change({})] }, { verdict: { update: 'needs-approval' } }).reasons).toEqual([
      'kubernetes_config_map_v1.settings is updated.',
    ]);
  });

  it('can be milder', () => {
    expect(judge({ workloads: [workload('outage')] }, { verdict: { outage: 'routine' } }).verdict).toBe('routine');
  });
});
