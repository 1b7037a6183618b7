import { execFile, execFileSync } from 'node:child_process';
import { lstatSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { UserError } from '../../cli/command';
import { needFolderOf, writePrivate } from '../../cli/review/write-private';
import { temporaryFolder } from '../support/temporary';

const folder = temporaryFolder();
const modeOf = (file: string): number => statSync(file).mode & 0o777;

it('leaves a file that was there before to its owner alone', () => {
  const file = join(folder, 'review.md');
  writeFileSync(file, 'old', { mode: 0o644 });
  writePrivate(file, 'new');
  expect([readFileSync(file, 'utf8'), modeOf(file)]).toEqual(['new', 0o600]);
});

it('follows a link instead of putting a file in its place', () => {
  const [target, link] = [join(folder, 'target.md'), join(folder, 'link.md')];
  writeFileSync(target, 'old', { mode: 0o644 });
  symlinkSync(target, link);
  writePrivate(link, 'new');
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
  expect([readFileSync(target, 'utf8'), modeOf(target)]).toEqual(['new', 0o600]);
});

it('writes to a pipe as it is', async () => {
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const reader = promisify(execFile)('cat', [pipe]);
  writePrivate(pipe, 'through');
  expect((await reader).stdout).toBe('through');
});

it('says what is wrong with a folder that is not there, with one that is none, and with one that is a folder', () => {
  const nowhere = join(folder, 'no where');
  const missing = join(nowhere, 'review.md');
  const below = join(folder, 'file', 'review.md');
  writeFileSync(join(folder, 'file'), '');
  const messageFor = (file: string): unknown => {
    try {
      return [needFolderOf(file), writePrivate(file, 'x')];
    } catch (error) {
      return error;
    }
  };
  expect([missing, below, folder].map(messageFor)).toEqual([
    new UserError(
      `--out "${missing}" cannot be written: there is no folder ${nowhere}. Make it: mkdir -p '${nowhere}'`,
    ),
    new UserError(`--out "${below}" cannot be written: ${join(folder, 'file')} is no folder. Name another one.`),
    new UserError(`--out "${folder}" cannot be written: it is a folder. Name a file in it.`),
  ]);
});
