import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Arguments in which a copy of the release, or a person's kube configuration, may differ: the kind of place stays the same. */
const harmless: readonly string[] = ['secret_suffix', 'config_path'];

/**
 * Terraform remembers in a stack's folder which backend it was initialized for, and refuses any other. When only the
 * copy of the release or the kube configuration's path is another, that memory is dropped, and the next `init` starts
 * anew (as with `-reconfigure`); the states themselves lie in the cluster. Any other change is left for Terraform to
 * ask about, because there a state may have to move.
 */
export function forgetOtherCopy(
  stackFolder: string,
  type: string,
  attributes: Readonly<Record<string, unknown>>,
): void {
  const memory = join(stackFolder, '.terraform', 'terraform.tfstate');
  const known = readMemory(memory);
  if (known?.type !== type) return;
  const keys = [...new Set([...Object.keys(known.config), ...Object.keys(attributes)])];
  // Terraform writes down every argument of the backend, those that were not given as null.
  const different = keys.filter((key) => (known.config[key] ?? null) !== (attributes[key] ?? null));
  if (different.length > 0 && different.every((key) => harmless.includes(key))) rmSync(memory);
}

interface Memory {
  readonly type: string;
  readonly config: Readonly<Record<string, unknown>>;
}

function readMemory(path: string): Memory | undefined {
  try {
    const { backend } = JSON.parse(readFileSync(path, 'utf8')) as { readonly backend?: Partial<Memory> };
    return backend?.type !== undefined && backend.config ? { type: backend.type, config: backend.config } : undefined;
  } catch {
    // Absent before the first init; unreadable is Terraform's own to complain about.
    return undefined;
  }
}
