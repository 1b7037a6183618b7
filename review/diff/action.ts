import type { Action, ChangeAction } from '../model';

interface ActionMeaning {
  readonly action: ChangeAction;
  readonly replaceOrder?: 'delete-first' | 'create-first' | 'old-kept';
}

/** Every combination that Terraform (to 1.14) and OpenTofu (to 1.12) write; whatever else comes stays unknown. */
const meanings: ReadonlyMap<string, ActionMeaning> = new Map<string, ActionMeaning>([
  ['no-op', { action: 'no-op' }],
  ['create', { action: 'create' }],
  ['read', { action: 'read' }],
  ['update', { action: 'update' }],
  ['delete', { action: 'delete' }],
  ['forget', { action: 'forget' }],
  ['delete,create', { action: 'replace', replaceOrder: 'delete-first' }],
  ['create,delete', { action: 'replace', replaceOrder: 'create-first' }],
  // Terraform writes the first, OpenTofu the second: the old object leaves the state and goes on living.
  ['create,forget', { action: 'replace', replaceOrder: 'old-kept' }],
  ['forget,create', { action: 'replace', replaceOrder: 'old-kept' }],
  // Ephemeral resources live only while Terraform runs (OpenTofu 1.11).
  ['open', { action: 'read' }],
  ['close', { action: 'read' }],
]);

export function meaningOf(actions: readonly Action[]): ActionMeaning {
  const text = actions.map((action) => (typeof action === 'string' ? action : action.unknown)).join();
  const known = actions.every((action) => typeof action === 'string') ? meanings.get(text) : undefined;
  return known ?? { action: { unknown: text === '' ? 'no action named' : text } };
}
