import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import ignore, { type Ignore } from '@balena/dockerignore';

/** A file or symbolic link that goes to the builder. Folders exist by what they hold, as in git. */
type Entry =
  | { readonly kind: 'file'; readonly path: string; readonly executable: boolean }
  | { readonly kind: 'link'; readonly path: string };

export interface BuildContext {
  readonly folder: string;
  /** Path of the Dockerfile inside the context, with `/` on every machine. */
  readonly dockerfile: string;
  /** In the order of their paths' bytes, so that no machine's listing order or locale shows. */
  readonly entries: readonly Entry[];
  /** The rules in force, as text; undefined without any. */
  readonly ignoreRules: string | undefined;
}

/**
 * What Docker would send to the builder: rules from `<Dockerfile>.dockerignore` when there is one, else from `.dockerignore`.
 * The Dockerfile is always sent.
 */
export function readBuildContext(folder: string, dockerfile: string): BuildContext {
  const ignoreRules =
    readIfPresent(join(folder, `${dockerfile}.dockerignore`)) ?? readIfPresent(join(folder, '.dockerignore'));
  const rules = ignoreRules === undefined ? undefined : ignore().add(ignoreRules);
  const entries: Entry[] = [];
  walk(folder, '', rules, exceptionsIn(ignoreRules ?? ''), entries);
  if (!entries.some(({ path }) => path === dockerfile)) entries.push(entryOf(folder, dockerfile));
  entries.sort((left, right) => Buffer.compare(Buffer.from(left.path), Buffer.from(right.path)));
  return { folder, dockerfile, entries, ignoreRules };
}

function walk(
  folder: string,
  below: string,
  rules: Ignore | undefined,
  exceptions: readonly string[],
  entries: Entry[],
): void {
  for (const item of readdirSync(join(folder, below), { withFileTypes: true })) {
    const path = below === '' ? item.name : `${below}/${item.name}`;
    const ignored = rules?.ignores(path) ?? false;
    if (item.isDirectory()) {
      // As Docker does: an ignored folder is searched only when an exception names something inside it.
      if (!ignored || exceptions.some((exception) => `${exception}/`.startsWith(`${path}/`)))
        walk(folder, path, rules, exceptions, entries);
    } else if (!ignored && (item.isFile() || item.isSymbolicLink())) entries.push(entryOf(folder, path));
  }
}

function entryOf(folder: string, path: string): Entry {
  const { mode, isLink } = statOf(join(folder, path));
  return isLink ? { kind: 'link', path } : { kind: 'file', path, executable: (mode & 0o100) !== 0 };
}

function statOf(path: string): { readonly mode: number; readonly isLink: boolean } {
  const stats = lstatSync(path);
  return { mode: stats.mode, isLink: stats.isSymbolicLink() };
}

/** Paths that lines with "!" bring back, relative and without "./". */
function exceptionsIn(rules: string): readonly string[] {
  return rules
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line.startsWith('!'))
    .map((line) => posix.normalize(line.slice(1).trim()).replace(/^\/+|\/+$/g, ''));
}

function readIfPresent(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
