import { existsSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { shellWord } from '../../release/shell-word';
import { UserError } from '../command';

/**
 * Writes a file that only its owner may read, since a review shows what a cluster runs. What stood there before stays
 * whole until the new text is on the disk. Pipes and devices, such as /dev/stdout, are written to as they are.
 */
export function writePrivate(file: string, text: string): void {
  try {
    const there = statSync(file, { throwIfNoEntry: false });
    if (there !== undefined && !there.isFile() && !there.isDirectory()) return writeFileSync(file, text);
    replace(there === undefined ? file : realpathSync(file), text);
  } catch (error) {
    throw new UserError(`--out "${file}" cannot be written: ${whyNot(error as NodeJS.ErrnoException, file)}`);
  }
}

/** Asked before anything is planned, which takes minutes and would be lost. */
export function needFolderOf(file: string): void {
  const folder = dirname(file);
  if (!existsSync(folder))
    throw new UserError(
      `--out "${file}" cannot be written: there is no folder ${folder}. Make it: mkdir -p ${shellWord(folder)}`,
    );
}

/** What happens most; the system's own words would name a file that nobody asked for. */
function whyNot({ code, message }: NodeJS.ErrnoException, file: string): string {
  const folder = dirname(file);
  if (code === 'ENOTDIR') return `${folder} is no folder. Name another one.`;
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return `you may not write in ${folder}. Name another folder, or change its owner.`;
  if (code === 'EISDIR') return 'it is a folder. Name a file in it.';
  return `${message}. What stood there is unchanged.`;
}

function replace(file: string, text: string): void {
  const unfinished = join(dirname(file), `.${basename(file)}.${process.pid}.part`);
  try {
    writeFileSync(unfinished, text, { mode: 0o600, flag: 'wx' });
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}
