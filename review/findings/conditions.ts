import type { Verdict } from '../model';

/** What a verdict can rest on, worst first: the order of the reasons in every report. */
export const conditions = [
  'critical-finding',
  'unknown-action',
  'incomplete',
  'outage',
  'deletion',
  'replacement',
  'unknown-impact',
  'high-finding',
  'medium-finding',
  'low-finding',
  'errors-possible',
  'reduced',
  'import',
  'move',
  'forget',
  'create',
  'update',
  'output-change',
  'drift',
] as const;

export type Condition = (typeof conditions)[number];

/** What may surprise users or cannot be undone is for a human; everything else sails. docs/how-to/policy.md lists them. */
export const defaultVerdicts: { readonly [condition in Condition]: Verdict } = {
  'critical-finding': 'blocked',
  'unknown-action': 'needs-approval',
  incomplete: 'needs-approval',
  outage: 'needs-approval',
  deletion: 'needs-approval',
  replacement: 'needs-approval',
  'unknown-impact': 'needs-approval',
  'high-finding': 'needs-approval',
  'medium-finding': 'routine',
  'low-finding': 'routine',
  'errors-possible': 'routine',
  reduced: 'routine',
  import: 'routine',
  move: 'routine',
  forget: 'routine',
  create: 'routine',
  update: 'routine',
  'output-change': 'routine',
  drift: 'routine',
};
