import type { Review } from '../../../review/model';
import { mergePolicy } from '../../../review/policy/merge';
import type { PolicyFile } from '../../../review/policy/policy';
import { readPlan } from '../../support/read-plan';
import { renderers, type Format } from '../../../review/render/renderers';
import { reviewRelease } from '../../../review/review';
import { container, deployment } from '../../support/kubernetes-values';
import { planText, updated, type Entry } from '../../support/plan-builder';

interface Stacks {
  readonly [stack: string]: readonly Entry[];
}

function reviewOf(stacks: Stacks, policy: PolicyFile = {}): Review {
  const plans = Object.entries(stacks).map(([stack, entries]) => readPlan(planText(entries), { stack }));
  return reviewRelease({
    plans,
    policy: mergePolicy(policy),
    policyChanges: [{ subject: 'severities', message: 'The severity of a rule is lowered.' }],
    now: new Date('2027-01-01'),
  });
}

const unescaped = (text: string): string =>
  text.replace(/&#(\d+);/g, (_, digits: string) => String.fromCharCode(Number(digits)));
const render = (review: Review, format: Format): string =>
  unescaped(renderers[format].render(review, format === 'terminal' ? { width: 1000 } : {}));

const web = (more: object = {}): Entry =>
  updated(
    'kubernetes_deployment_v1.web',
    deployment({ containers: [container()] }),
    deployment({ containers: [container({ image: 'registry.example/web:2.0.0-0123456789ab', ...more })] }),
  );

const people: readonly Format[] = ['terminal', 'markdown', 'html', 'junit'];

describe('what is found outside any stack', () => {
  const waiver = { owner: 'web', reason: 'soon' };
  const waivers = [
    { ...waiver, finding: 'image-unpinned/web.x/web', until: '2026-01-01' },
    { ...waiver, finding: 'image-unpinned/one.x/web', until: '2027-01-01' },
  ];
  const review = reviewOf({ one: [web()], two: [web()] }, { waivers, thresholds: { changedObjects: 1 } });
  const ids = ['waiver-expired', 'waiver-unmatched', 'policy-changed', 'too-many-changes'];

  it('is there, and in no stack', () => {
    const stacks = new Set(ids.map((id) => review.findings.find((finding) => finding.id === id)?.stack));
    expect([...stacks].sort()).toEqual(['policy', 'release']);
  });

  it.each(people)('is in %s, with what to do', (format) => {
    const text = render(review, format);
    for (const id of ids) expect(text).toContain(id);
    if (format !== 'junit') expect(text).toContain('Change the policy in a pull request of its own.');
  });

  it('stands before the stacks, and nothing stands there when nothing is found', () => {
    const text = render(review, 'terminal');
    expect(text).toMatch(/^Release$[^]*^one: /m);
    const policy = { severities: { 'policy-changed': 'off' } } as const;
    expect(render(reviewOf({ one: [web()] }, policy), 'terminal')).not.toMatch(/^Release$/m);
  });

  it.each(['terminal', 'markdown', 'html', 'sarif', 'annotations', 'junit'] as const)(
    'has no empty place in %s',
    (format) => {
      const text = render(review, format);
      expect(text).not.toMatch(/ on (<code><\/code>)?:|"(release|policy)( :|\.")|(release|policy)\.::/);
    },
  );
});

describe('the fingerprint that a waiver has to name', () => {
  const review = reviewOf({ web: [web({ readiness_probe: [], lifecycle: [] })] });

  it.each(['terminal', 'markdown', 'html'] as const)('stands in %s for high findings and not for others', (format) => {
    const text = render(review, format);
    expect(text).toContain('readiness-probe-removed/web.kubernetes_deployment_v1.web/web');
    expect(text).toContain('policy-changed/policy/severities');
    expect(text).not.toContain('drain-removed/');
  });

  it('is the one that waives', () => {
    const finding = /readiness-probe-removed\/\S+/.exec(render(review, 'terminal'))?.[0] ?? '';
    const waivers = [{ finding, owner: 'web', reason: 'known', until: '2027-02-01' }];
    const waived = reviewOf({ web: [web({ readiness_probe: [], lifecycle: [] })] }, { waivers });
    expect(waived.findings.find(({ id }) => id === 'readiness-probe-removed')?.waived).not.toBeNull();
  });
});

describe('what was so before', () => {
  // Both run as root; only the second did so before.
  const asRoot = { security_context: [{ run_as_non_root: false, run_as_user: '0' }] };
  const before = deployment({ containers: [container(asRoot)] });
  const after = deployment({ containers: [container({ ...asRoot, readiness_probe: [] })] });
  const review = reviewOf({ web: [updated('kubernetes_deployment_v1.web', before, after)] });

  it.each(['terminal', 'markdown', 'html', 'sarif', 'annotations'] as const)('is told apart in %s', (format) => {
    expect(review.findings).toContainEqual(expect.objectContaining({ id: 'runs-as-root', on: 'state' }));
    const text = render(review, format);
    expect(text).toMatch(/was so before/);
    expect(text).not.toMatch(/readiness-probe-removed[^.]*was so before/);
  });

  it('stands after what changes, the worst first', () => {
    const lines = render(review, 'terminal').match(/^- (critical|high|medium|low|info) .*$/gm) ?? [];
    const isOld = lines.map((line) => line.includes('(was so before)'));
    expect(isOld).toEqual([...isOld].sort((one, other) => Number(one) - Number(other)));
    const severities = ['critical', 'high', 'medium', 'low', 'info'];
    for (const side of [true, false]) {
      const own = lines.filter((_, index) => isOld[index] === side).map((line) => line.split(' ')[1] ?? '');
      expect(own).toEqual([...own].sort((one, other) => severities.indexOf(one) - severities.indexOf(other)));
    }
  });
});
