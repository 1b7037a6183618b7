import type { Rule } from '../rule';

export const policyChanged: Rule = {
  id: 'policy-changed',
  severity: 'high',
  on: 'change',
  what: 'A change that also changes the policy or its waivers',
  why: 'It will be judged more mildly the next time. This review still uses the policy of the base branch.',
  remedy: 'Change the policy in a pull request of its own.',
  *check({ policyChanges }) {
    for (const { subject, message } of policyChanges) yield { at: { stack: 'policy', address: '' }, subject, message };
  },
};
