import { copyFileSync, linkSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';

/** A hard link, so that clearing the cache does not take the ground from under a running lab; a copy across file systems. */
export function placeFile(source: string, target: string): void {
  const unfinished = `${target}.new`;
  mkdirSync(dirname(target), { recursive: true });
  rmSync(unfinished, { force: true });
  try {
    linkSync(source, unfinished);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    copyFileSync(source, unfinished);
  }
  renameSync(unfinished, target);
}
