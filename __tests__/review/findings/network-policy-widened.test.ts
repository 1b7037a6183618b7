import { findingsOfRule } from '../../../review/findings/find';
import { networkPolicyWidened } from '../../../review/findings/rules/network-policy-widened';
import type { Values } from '../../support/plan-builder';
import { objectPlan } from '../../support/plans';
import { releaseOfFixture } from '../../support/release-of';

/** As a `kubernetes_manifest` has it: in Kubernetes' own spelling, and twice. */
const policy = (spec: Values): Values => {
  const manifest = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'], ...spec },
  };
  return { manifest, object: manifest };
};
const widened = (before: Values, after: Values): readonly string[] =>
  findingsOfRule(
    networkPolicyWidened,
    releaseOfFixture(objectPlan('kubernetes_manifest', policy(before), policy(after))),
  ).map(({ message }) => message);

const api = [{ podSelector: { matchLabels: { app: 'api' } } }];
const closed = { ingress: [{ from: api }], egress: [{ to: api }] };

it.each<[string, Values, string]>([
  ['a block of all addresses', { ...closed, ingress: [{ from: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }] }, 'in from'],
  ['a rule without peers', { ...closed, egress: [{ to: api }, {}] }, 'out to'],
  ['a direction that is governed no more', { ...closed, policyTypes: ['Ingress'] }, 'out to'],
])('a manifest is widened by %s', (_, after, word) =>
  expect(widened(closed, after)).toEqual([`NetworkPolicy web lets everything ${word} anywhere.`]),
);

it('a manifest is widened by an empty selector of namespaces, and not by one of the pods of its own', () => {
  const own = { ...closed, ingress: [{ from: [{ podSelector: {} }] }] };
  const cluster = { ...closed, ingress: [{ from: [{ namespaceSelector: {} }] }] };
  expect(widened(own, cluster)).toEqual(['NetworkPolicy web lets everything in from every pod of the cluster.']);
  expect(widened(cluster, own)).toEqual([]);
  expect(widened(closed, own)).toEqual([]);
});

it('a manifest that names other peers is not', () =>
  expect(widened(closed, { ...closed, ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }] })).toEqual([]));
