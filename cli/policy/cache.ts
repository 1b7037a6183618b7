import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';

/** `${XDG_CACHE_HOME:-~/.cache}/plimsoll/policy`: what is read from here is run, so nobody else may write to it. */
export const cacheFolder = (): string =>
  join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'plimsoll', 'policy');

/** A file or folder that only its owner, us, can change. Windows has no such bits; there the profile guards it. */
function isOurs({ uid, mode }: { readonly uid: number; readonly mode: number }): boolean {
  return process.platform === 'win32' || (uid === userInfo().uid && (mode & 0o022) === 0);
}

/** First line of an entry: the hash of the rest, so that half a file is never run. */
const seal = (code: string): string => `// sha256:${createHash('sha256').update(code).digest('hex')}\n`;

/** The code under a key, or nothing when it is missing, damaged, or could have been written by somebody else. */
export function readCached(key: string): string | undefined {
  let handle: number | undefined;
  try {
    if (!isOurs(lstatSync(cacheFolder()))) return undefined;
    handle = openSync(join(cacheFolder(), `${key}.js`), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    if (!isOurs(fstatSync(handle))) return undefined;
    const text = readFileSync(handle, 'utf8');
    const code = text.slice(text.indexOf('\n') + 1);
    return text === seal(code) + code ? code : undefined;
  } catch {
    // Missing or unreadable: it is made again.
    return undefined;
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

/** Keeps code under a key. A home that cannot be written to only costs time, so that is no error. */
export function writeCached(key: string, code: string): void {
  try {
    mkdirSync(cacheFolder(), { recursive: true, mode: 0o700 });
    const folder = lstatSync(cacheFolder());
    if (!folder.isDirectory() || !isOurs(folder)) return;
    const unfinished = join(cacheFolder(), `${key}.${process.pid}.part`);
    writeFileSync(unfinished, seal(code) + code, { mode: 0o600, flag: 'wx' });
    renameSync(unfinished, join(cacheFolder(), `${key}.js`));
  } catch {
    return;
  }
}
