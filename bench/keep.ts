import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Result } from './measure';

/** Keeps results in docs/proof, with what a reader needs to judge them: what was run, of which commit, on what, when. */
export function keep(file: string, command: string, results: readonly Result[]): void {
  const checkout = join(__dirname, '..', '..');
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: checkout, encoding: 'utf8' }).trim();
  const date = new Date().toISOString().slice(0, 10);
  const machine = `${availableParallelism()} cores, Node ${process.versions.node}`;
  const text = JSON.stringify({ command, date, commit, machine, results }, null, 2);
  writeFileSync(join(checkout, 'docs', 'proof', file), `${text}\n`);
}
