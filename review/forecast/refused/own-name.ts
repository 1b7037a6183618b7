import type { ReleaseObject } from '../../kubernetes-object';
import { textAt } from '../../kubernetes-object/value';

/**
 * Two objects of one kind cannot have one name: the new one is created while the old one is there, under its very name, and
 * Kubernetes answers that it already exists.
 */
export function meetsItself({ change, before, after }: Pick<ReleaseObject, 'change' | 'before' | 'after'>): boolean {
  if (change?.action !== 'replace' || change.replaceOrder === undefined || !firstComes.has(change.replaceOrder))
    return false;
  const same = (key: string): boolean => textAt(before, 'metadata', key) === textAt(after, 'metadata', key);
  return textAt(after, 'metadata', 'name') !== undefined && same('name') && same('namespace');
}

const firstComes: ReadonlySet<string> = new Set(['create-first', 'old-kept']);
