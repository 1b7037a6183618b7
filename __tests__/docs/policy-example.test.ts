import { findingsOfRule } from '../../review/findings/find';
import type { Release } from '../../review/findings/release';
import type { Workload } from '../../review/model';
import { checkPolicy } from '../../review/policy/check';
import example from '../../docs/how-to/policy/plimsoll.config';
import { approvedRegistries } from '../../docs/how-to/policy/approved-registries';
import own from '../../plimsoll.config';
import { releaseOfFixture } from '../support/release-of';
import { stackOf } from '../support/plans';

it('the example of a policy passes the check', () => {
  expect(checkPolicy(example, 'the example').rules).toHaveLength(1);
});

it("this project's own policy passes the check", () => {
  expect(checkPolicy(own, 'plimsoll.config.ts').waivers).toEqual([]);
});

describe('the example of an own rule', () => {
  const rule = approvedRegistries(['registry.example']);
  const releaseWith = (before: string | null, after: string): Release => ({
    ...releaseOfFixture(stackOf([])),
    workloads: [
      {
        stack: 'web',
        address: 'kubernetes_deployment_v1.web',
        kind: 'Deployment',
        name: 'web',
        images: [{ container: 'web', before, after }],
      } as unknown as Workload,
    ],
  });

  it('fires on an image from elsewhere', () => {
    expect(findingsOfRule(rule, releaseWith(null, 'docker.io/library/web:1'))).toMatchObject([
      { fingerprint: 'approved-registries/web.kubernetes_deployment_v1.web/web', severity: 'critical' },
    ]);
  });

  it.each([
    [null, 'registry.example/web:1'],
    ['docker.io/library/web:1', 'docker.io/library/web:1'],
  ])('is quiet from %s to %s', (before, after) => {
    expect(findingsOfRule(rule, releaseWith(before, after))).toEqual([]);
  });

  it('is not fooled by a registry whose name only begins alike', () => {
    expect(findingsOfRule(rule, releaseWith(null, 'registry.example.evil/web:1'))).toHaveLength(1);
  });
});
