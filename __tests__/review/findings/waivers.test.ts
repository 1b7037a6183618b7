import { findingsOf } from '../../../review/findings/find';
import { hasEnded } from '../../../review/findings/waivers';
import type { PolicyFile, Waiver } from '../../../review/policy/policy';
import { container, deployment } from '../../support/kubernetes-values';
import { updated } from '../../support/plan-builder';
import { stackOf } from '../../support/plans';
import { releaseOfFixture } from '../../support/release-of';

const fingerprint = 'readiness-probe-removed/web.kubernetes_deployment_v1.web/web';
const waiver: Waiver = { finding: fingerprint, owner: 'web team', reason: 'probe moves', until: '2027-03-31' };

const releaseWith = (policy: PolicyFile, image = 'registry.example/web:1.0.0-0123456789ab') =>
  releaseOfFixture({
    ...stackOf([
      updated(
        'kubernetes_deployment_v1.web',
        deployment(),
        deployment({ containers: [container({ readiness_probe: [], image })] }),
      ),
    ]),
    policy,
  });

const on = (day: string): Date => new Date(`${day}T12:00:00Z`);

it('waives the finding that it names, until the end of its last day', () => {
  const release = releaseWith({ waivers: [waiver] });
  const findings = findingsOf(release, on('2027-03-31'));
  expect(findings.find((finding) => finding.fingerprint === fingerprint)?.waived).toEqual({
    owner: 'web team',
    reason: 'probe moves',
    until: '2027-03-31',
  });
  expect(findings.map(({ id }) => id)).not.toContain('waiver-expired');
});

it('ends at midnight, UTC', () => {
  expect(hasEnded(waiver, new Date('2027-03-31T23:59:59.999Z'))).toBe(false);
  expect(hasEnded(waiver, new Date('2027-04-01T00:00:00.000Z'))).toBe(true);
});

it('is itself a finding once it has ended, and what it waived counts again', () => {
  const findings = findingsOf(releaseWith({ waivers: [waiver] }), on('2027-04-01'));
  expect(findings.find((finding) => finding.fingerprint === fingerprint)?.waived).toBeNull();
  expect(findings.find(({ id }) => id === 'waiver-expired')).toMatchObject({ on: 'state', subject: fingerprint });
});

it('is a finding when it matches nothing: another rule, object or subject', () => {
  const others = [
    'liveness-probe-removed/web.kubernetes_deployment_v1.web/web',
    'readiness-probe-removed/web.kubernetes_deployment_v1.api/web',
    'readiness-probe-removed/web.kubernetes_deployment_v1.web/sidecar',
  ];
  const waivers = others.map((finding) => ({ ...waiver, finding }));
  const findings = findingsOf(releaseWith({ waivers }), on('2027-01-01'));
  expect(findings.filter(({ id }) => id === 'waiver-unmatched').map(({ subject }) => subject)).toEqual(others);
  expect(findings.find((finding) => finding.fingerprint === fingerprint)?.waived).toBeNull();
});

it('says nothing of a waiver for a stack that is not under review, since one policy serves several environments', () => {
  const about = (finding: string): readonly string[] =>
    findingsOf(releaseWith({ waivers: [{ ...waiver, finding }] }), on('2027-01-01')).flatMap(({ id, subject }) =>
      subject === finding ? [id] : [],
    );
  expect(about('liveness-probe-removed/shop-web.kubernetes_deployment_v1.web/web')).toEqual([]);
  expect(about('liveness-probe-removed/web2.kubernetes_deployment_v1.web/web')).toEqual([]);
  expect(about('provider-version-changed/other/kubernetes')).toEqual([]);
  expect(about('provider-version-changed/web/kubernetes')).toEqual(['waiver-unmatched']);
  expect(about('policy-changed/policy/severities')).toEqual(['waiver-unmatched']);
});

it('that matches nothing is told once, ended or not', () => {
  const gone = { ...waiver, finding: fingerprint.replace('readiness', 'liveness') };
  const ids = findingsOf(releaseWith({ waivers: [gone] }), on('2028-01-01')).map(({ id }) => id);
  expect(ids.filter((id) => id.startsWith('waiver-'))).toEqual(['waiver-unmatched']);
});

it('outlives a new version, since a fingerprint never holds a value', () => {
  const findings = findingsOf(releaseWith({ waivers: [waiver] }, 'registry.example/web:2.0.0'), on('2027-01-01'));
  expect(findings.find((finding) => finding.fingerprint === fingerprint)?.waived).not.toBeNull();
});

it('is a finding when its end is too far away', () => {
  const findings = findingsOf(releaseWith({ waivers: [waiver], thresholds: { waiverDays: 30 } }), on('2027-01-01'));
  expect(findings.map(({ id }) => id)).toContain('waiver-long');
  expect(findingsOf(releaseWith({ waivers: [waiver] }), on('2027-01-01')).map(({ id }) => id)).not.toContain(
    'waiver-long',
  );
});

it('can have its own findings silenced or raised by the policy', () => {
  const policy = { waivers: [waiver], severities: { 'waiver-expired': 'off' } } as const;
  expect(findingsOf(releaseWith(policy), on('2028-01-01')).map(({ id }) => id)).not.toContain('waiver-expired');
});

it('tells of assumptions about what no plan shows', () => {
  const about = (...workloads: readonly string[]): readonly string[] => {
    const assumptions = workloads.map((workload) => ({ workload, holds: 'no-traffic', because: 'a worker' }) as const);
    const findings = findingsOf(releaseWith({ assumptions }), on('2027-01-01'));
    return findings.filter(({ id }) => id === 'assumption-unmatched').map(({ subject }) => subject);
  };
  expect(about('shop/wbe', 'shop/wbe', 'shop/web', 'web.kubernetes_deployment_v1.web', '*/web', 'x*')).toEqual([
    'shop/wbe',
    'x*',
  ]);
  const policy = {
    assumptions: [{ workload: 'shop/wbe', holds: 'no-traffic', because: 'a worker' }],
    severities: { 'assumption-unmatched': 'off' },
  } as const;
  expect(findingsOf(releaseWith(policy), on('2027-01-01')).map(({ id }) => id)).not.toContain('assumption-unmatched');
});
