import { execFile, execFileSync } from 'node:child_process';
import { lstatSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { UserError } from '../../cli/command';
import { writePrivate } from '../../cli/review/write-private';
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

it('says what is wrong with a folder that is not there, and with one that is', () => {
  expect(() => writePrivate(join(folder, 'nowhere', 'review.md'), 'x')).toThrow(/--out ".*nowhere.review\.md" cannot/);
  expect(() => writePrivate(folder, 'x')).toThrow(UserError);
});
