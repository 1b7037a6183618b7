import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { cpus, release as kernel, totalmem } from 'node:os';
import { join, resolve } from 'node:path';

/** Compiled, this file is dist/proof/keep-proof.js; jest runs it where it stands. */
export const checkout = [resolve(__dirname, '..', '..'), resolve(__dirname, '..')].find((folder) =>
  existsSync(join(folder, 'cdktf.json')),
) as string;

/** Writes what a proof saw to `docs/proof/<name>.json`, with what a reader needs to see it again. Returns the file. */
export function keepProof(name: string, command: string, seen: object): string {
  const folder = join(checkout, 'docs', 'proof');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.json`);
  const proof = { command, date: new Date().toISOString().slice(0, 10), commit: commit(), machine: machine(), ...seen };
  writeFileSync(file, `${JSON.stringify(proof, undefined, 2)}\n`);
  return file;
}

/** What ran: a change that no commit holds is said, since nobody else could run it. */
export function commit(): string {
  const git = (...args: readonly string[]): string =>
    execFileSync('git', args, { cwd: checkout, encoding: 'utf8' }).trim();
  const changed = git('status', '--porcelain', '--', '.', ':!docs/proof') !== '';
  return `${git('rev-parse', '--short', 'HEAD')}${changed ? ' with uncommitted changes' : ''}`;
}

const machine = (): string =>
  `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform} ${kernel()}, Node ${process.version}`;
