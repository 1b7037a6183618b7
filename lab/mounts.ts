import { readFileSync } from 'node:fs';
import { run, succeeds } from './run';

/** Mount points at or below a folder, deepest first, from the text of /proc/self/mountinfo. */
export function mountsBelow(mountinfo: string, folder: string): string[] {
  return mountinfo
    .split('\n')
    .map((line) => line.split(' ')[4])
    .filter((path): path is string => path !== undefined && path !== '')
    .map((path) => path.replace(/\\([0-7]{3})/g, (_, code: string) => String.fromCharCode(parseInt(code, 8))))
    .filter((path) => path === folder || path.startsWith(`${folder}/`))
    .reverse(); // later mounts cover earlier ones, so the last goes first
}

export function currentMountsBelow(folder: string): string[] {
  return mountsBelow(readFileSync('/proc/self/mountinfo', 'utf8'), folder);
}

/** Whatever is still mounted after this stays so only because the kernel refuses; the caller must look. */
export async function unmountBelow(folder: string): Promise<void> {
  for (const path of currentMountsBelow(folder))
    // Something may still look at it for a moment: detach it then, it goes with its last user.
    if (!(await succeeds('umount', [path]))) await run('umount', ['--lazy', path]);
}
