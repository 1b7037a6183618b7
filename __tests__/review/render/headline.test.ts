import { nameOf } from '../../../review/assembly/names';
import type { Finding, Review, Workload } from '../../../review/model';
import { mergePolicy } from '../../../review/policy/merge';
import type { PolicyFile } from '../../../review/policy/policy';
import { readPlan } from '../../support/read-plan';
import { terminal } from '../../../review/render/terminal';
import { inOrder } from '../../../review/render/document/headline';
import { reviewRelease } from '../../../review/review';
import { container, deployment } from '../../support/kubernetes-values';
import { planText, updated, type Entry } from '../../support/plan-builder';
import { recordedPlan, recordedPlans, recordedText } from '../../support/recorded-plans';
import { sampleReview } from './sample';

const linesOf = (review: Review): readonly string[] => {
  const [head = ''] = terminal.render(review, { width: 1000 }).split('\n\n');
  return head.split('\n');
};

const reviewOf = (entries: readonly Entry[], policy: PolicyFile = {}): Review =>
  reviewRelease({
    plans: [readPlan(planText(entries), { stack: 'web' })],
    policy: mergePolicy(policy),
    now: new Date('2027-01-01'),
  });

/** No preStop any more, and an image whose tag moves: two medium findings, and a routine verdict. */
const risky = updated(
  'kubernetes_deployment_v1.web',
  deployment(),
  deployment({ containers: [container({ image: 'registry.example/web:latest', lifecycle: [] })] }),
);

it('counts the medium findings on what changes, and names their rules', () => {
  const review = reviewOf([risky]);
  expect(review.verdict).toBe('routine');
  expect(linesOf(review)).toContainEqual(
    expect.stringMatching(
      /^- 2 medium findings below: (drain-removed|image-unpinned) and (drain-removed|image-unpinned)$/,
    ),
  );
});

it('does not count what is waived, was so before, or stands among the reasons', () => {
  const medium = (lines: readonly string[]) => lines.filter((line) => line.includes('medium finding'));
  const waivers = ['drain-removed', 'image-unpinned'].map((rule) => ({
    finding: `${rule}/web.kubernetes_deployment_v1.web/web`,
    owner: 'web',
    reason: 'known',
    until: '2027-02-01',
  }));
  expect(medium(linesOf(reviewOf([risky], { waivers })))).toEqual([]);
  const named = linesOf(reviewOf([risky], { verdict: { 'medium-finding': 'needs-approval' } }));
  expect(named).toContainEqual(expect.stringContaining('(medium: '));
  expect(medium(named)).toHaveLength(2);
});

it('gives an image that was set by hand a line of its own', () => {
  const plans = [recordedPlan('cluster/drift-image-by-hand')];
  const lines = linesOf(reviewRelease({ plans, now: new Date('2027-01-01') }));
  expect(lines).toContain(
    '- An image that was set by hand is set back: container web > image of kubernetes_deployment_v1.web, hotfix -> 1.0.0-0123456789ab',
  );
  expect(lines.join()).not.toContain('medium finding');
});

it.each([
  [0, 0, 0],
  [9, 0, 0],
  [9, 9, 9],
  [1, 9, 9],
  [9, 0, 9],
])('has ten lines with %d reasons, %d notices and %d workloads', (reasons, notices, workloads) => {
  const plans = [recordedPlan('cluster/drift-image-by-hand')];
  const drifted = reviewRelease({ plans, now: new Date('2027-01-01') });
  const times = <One>(count: number, one: One): readonly One[] => Array.from({ length: count }, () => one);
  const medium: Finding = { ...(sampleReview().findings[0] as Finding), severity: 'medium' };
  const lines = linesOf({
    ...drifted,
    verdictReasons: times(reasons, 'Something happens.'),
    findings: [...drifted.findings, medium, medium],
    workloads: times(workloads, drifted.workloads[0] as Workload),
    stacks: drifted.stacks.map((stack) => ({ ...stack, notices: times(notices, 'A check fails.') })),
  });
  expect(lines.length).toBeLessThanOrEqual(10);
  expect(lines.join('\n')).toMatch(/set back[^]*2 medium findings below/);
  for (const [count, noun] of [
    [reasons, 'reason'],
    [notices, 'notice'],
    [workloads, 'workload'],
  ] as const)
    expect(lines.some((line) => new RegExp(`^- (and \\d+ more|\\d+) ${noun}s below`).test(line))).toBe(count > 4);
});

it.each(recordedPlans)('%s is told in ten lines of 80 columns', (name) => {
  // The longest name that a stack of it can have without being made up.
  const plans = [readPlan(recordedText(name), { stack: name.split('/').at(-1) ?? '' })];
  const review = reviewRelease({ plans, now: new Date('2027-01-01') });
  const text = terminal.render(review, { width: 80 });
  const [head = ''] = text.split(review.digest);
  expect(head.split('\n').length).toBeLessThanOrEqual(10);
  // Neither the first reason is left out, nor the workload whose users feel most.
  const told = head.replace(/\n {2}/g, ' ');
  expect(told).toContain(`- ${review.verdictReasons[0]}\n`);
  const [worst] = inOrder(review.workloads);
  if (worst !== undefined) expect(told).toContain(`\n- ${worst.kind} ${nameOf(worst)}`);
});

it('counts what there is no room for', () => {
  const review = sampleReview();
  const times = <One>(one: One | undefined): readonly One[] => (one === undefined ? [] : [one, one]);
  const reason = 'A reason. '.repeat(50);
  const lines = linesOf({ ...review, verdictReasons: [reason, reason], workloads: times(review.workloads[0]) });
  expect(lines).toContain('- and 1 more reason below');
  expect(lines).toContain('- and 1 more workload below');
});
