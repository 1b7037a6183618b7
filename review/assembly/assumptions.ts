import type { Workload } from '../model';
import type { Policy } from '../policy/policy';

/** What the forecast takes for granted of every release. */
export const generalAssumptions: readonly string[] = [
  'All wanted pods are ready when the release starts.',
  'The new version starts, and its probes tell the truth.',
  'Nodes have room for the pods of the surge.',
  'Clients open new connections, through kube-proxy.',
  'A workload without a known Service is judged as if it had users, unless the policy says otherwise.',
];

const words: { readonly [holds in Policy['assumptions'][number]['holds']]: string } = {
  'drains-itself': 'finishes what it has begun before it stops',
  'no-traffic': 'has no users who connect to it',
  'rereads-configuration': 'takes up changed configuration without a restart',
};

/** What the forecast takes for granted, then what the policy says of single workloads; nothing where none is forecast. */
export function assumptionsOf(policy: Policy, workloads: readonly Workload[]): readonly string[] {
  if (workloads.length === 0) return [];
  return [
    ...generalAssumptions,
    ...policy.assumptions.map(({ workload, holds, because }) => `${workload} ${words[holds]} (policy: ${because}).`),
  ];
}
