import { findingsOf } from '../../../review/findings/find';
import { fingerprintOf } from '../../../review/findings/fingerprint';
import type { Rule } from '../../../review/findings/rule';
import { container, deployment } from '../../support/kubernetes-values';
import { unchanged, updated } from '../../support/plan-builder';
import { stackOf } from '../../support/plans';
import { releaseOfFixture } from '../../support/release-of';

const now = new Date('2027-01-01');
const web = (more: object) => deployment({ containers: [container({ ...more })] });

it('puts what the change brings before what was so before', () => {
  const release = releaseOfFixture(
    stackOf([
      unchanged('kubernetes_deployment_v1.old', web({ security_context: [{ privileged: true }] })),
      updated('kubernetes_deployment_v1.new', web({}), web({ liveness_probe: [], startup_probe: [] })),
    ]),
  );
  const findings = findingsOf(release, now);
  const firstState = findings.findIndex(({ on }) => on === 'state');
  expect(findings.slice(0, firstState).map(({ id }) => id)).toContain('liveness-probe-removed');
  expect(findings.slice(firstState).map(({ id }) => id)).toContain('privileged');
  expect(findings.slice(firstState).every(({ on }) => on === 'state')).toBe(true);
});

it('names a finding by rule, stack, address and subject', () => {
  expect(fingerprintOf('privileged', { stack: 'lab-web', address: 'kubernetes_deployment_v1.web' }, 'nginx')).toBe(
    'privileged/lab-web.kubernetes_deployment_v1.web/nginx',
  );
  expect(fingerprintOf('too-many-changes', { stack: 'lab-web', address: '' }, 'objects')).toBe(
    'too-many-changes/lab-web/objects',
  );
});

it('takes severities from the policy, and leaves out what is off', () => {
  const fixture = stackOf([
    updated('kubernetes_deployment_v1.web', web({}), web({ readiness_probe: [], liveness_probe: [] })),
  ]);
  const severities = { 'readiness-probe-removed': 'info', 'liveness-probe-removed': 'off' } as const;
  const findings = findingsOf(releaseOfFixture({ ...fixture, policy: { severities } }), now);
  expect(findings.find(({ id }) => id === 'readiness-probe-removed')?.severity).toBe('info');
  expect(findings.map(({ id }) => id)).not.toContain('liveness-probe-removed');
});

it('never says the value of a credential that stands in clear', () => {
  const env = [{ name: 'API_TOKEN', value: 'tok-7f3a9c1e5b2d' }];
  const findings = findingsOf(
    releaseOfFixture(stackOf([updated('kubernetes_deployment_v1.web', web({}), web({ env }))])),
    now,
  );
  expect(findings.map(({ id }) => id)).toContain('secret-in-clear');
  expect(JSON.stringify(findings)).not.toContain('tok-7f3a9c1e5b2d');
});

it('says nothing is removed where it is only known after apply', () => {
  const release = releaseOfFixture(
    stackOf([
      updated('kubernetes_deployment_v1.web', web({}), web({ readiness_probe: null, liveness_probe: null }), {
        afterUnknown: {
          spec: [{ template: [{ spec: [{ container: [{ readiness_probe: true, liveness_probe: true }] }] }] }],
        },
      }),
    ]),
  );
  expect(findingsOf(release, now).filter(({ id }) => /probe/.test(id))).toEqual([]);
});

it('reads a kubernetes_manifest like any other object', () => {
  const manifest = (replicas: number) => ({
    manifest: {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web', namespace: 'shop' },
      spec: { replicas },
    },
  });
  const release = releaseOfFixture(stackOf([updated('kubernetes_manifest.web', manifest(3), manifest(0))]));
  expect(findingsOf(release, now).map(({ id }) => id)).toContain('replicas-to-zero');
});

it('says that an own rule failed, and keeps what the others found', () => {
  const broken: Rule = {
    id: 'own',
    severity: 'low',
    on: 'change',
    what: 'w',
    why: 'y',
    remedy: 'r',
    // eslint-disable-next-line require-yield
    *check() {
      throw new Error('no such field');
    },
  };
  const fixture = stackOf([updated('kubernetes_deployment_v1.web', web({}), web({ readiness_probe: [] }))]);
  const findings = findingsOf(releaseOfFixture(fixture), now, [broken]);
  expect(findings.map(({ id }) => id)).toContain('readiness-probe-removed');
  expect(findings.find(({ id }) => id === 'own')).toMatchObject({
    severity: 'high',
    message: expect.stringContaining('no such field'),
  });
});
