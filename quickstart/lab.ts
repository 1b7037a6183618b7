import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { runChild } from './child';

/** Brings the lab up with its own progress, and returns the environment that `lab env` gives a shell. */
export async function labUp(checkout: string, signal: AbortSignal): Promise<NodeJS.ProcessEnv> {
  const plimsoll = join(checkout, 'dist', 'cli', 'main.js');
  await runChild(process.execPath, [plimsoll, 'lab', 'up'], {
    shown: 'npm run lab -- up',
    cwd: checkout,
    env: process.env,
    signal,
  });
  return labEnvironment(checkout, signal);
}

/** The environment that a shell has after `eval "$(npm run -s lab -- env)"`, exactly what the README tells people to type. */
export async function labEnvironment(checkout: string, signal?: AbortSignal): Promise<Record<string, string>> {
  const plimsoll = join(checkout, 'dist', 'cli', 'main.js');
  // env -0 because values may hold line breaks.
  const { stdout } = await promisify(execFile)(
    'sh',
    ['-c', 'eval "$("$0" "$1" lab env)" && env -0', process.execPath, plimsoll],
    { cwd: checkout, signal },
  );
  return Object.fromEntries(
    stdout
      .split('\0')
      .filter((line) => line.includes('='))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}
