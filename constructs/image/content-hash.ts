import { createHash, type Hash } from 'node:crypto';
import { closeSync, openSync, readlinkSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { BuildContext } from './build-context';

/** Everything that decides what an image holds, apart from a base image or package index that moved. */
interface BuildInputs {
  readonly context: BuildContext;
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly target: string | undefined;
  readonly platform: string | undefined;
}

/** Changes when the meaning of the hash changes, so that old and new tags are never mixed up. */
const format = 'plimsoll image content 1';

/**
 * SHA-256 over all inputs, equal on every machine: no times, owners, listing order, and of the mode only whether
 * a file can be executed. Every field is preceded by its length, so that no two different trees read the same.
 */
export function contentHash({ context, buildArgs, target, platform }: BuildInputs): string {
  const hash = createHash('sha256');
  field(hash, format);
  field(hash, context.dockerfile);
  field(hash, target ?? '');
  field(hash, platform ?? '');
  field(hash, context.ignoreRules ?? '');
  for (const [name, value] of Object.entries(buildArgs).sort(([left], [right]) => (left < right ? -1 : 1))) {
    field(hash, `argument ${name}`);
    field(hash, value);
  }
  for (const entry of context.entries) {
    const path = join(context.folder, entry.path);
    field(hash, entry.kind === 'link' ? 'link' : entry.executable ? 'program' : 'file');
    field(hash, entry.path);
    field(hash, entry.kind === 'link' ? readlinkSync(path) : digestOfFile(path));
  }
  return hash.digest('hex');
}

function field(hash: Hash, text: string): void {
  const bytes = Buffer.from(text);
  hash.update(`${bytes.length}:`);
  hash.update(bytes);
}

const chunk = Buffer.allocUnsafe(256 * 1024);

/** In pieces: a context may hold files that do not fit into memory. */
function digestOfFile(path: string): string {
  const hash = createHash('sha256');
  const file = openSync(path, 'r');
  try {
    for (let read = readSync(file, chunk); read > 0; read = readSync(file, chunk)) hash.update(chunk.subarray(0, read));
  } finally {
    closeSync(file);
  }
  return hash.digest('hex');
}
