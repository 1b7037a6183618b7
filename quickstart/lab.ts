import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { runChild } from './child';
import { PhaseFailed } from './phase-failed';

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
  const { stdout } = await promisify(execFile)('sh', ['-c', script, process.execPath, plimsoll], {
    cwd: checkout,
    signal,
  }).catch((error: Error & { readonly stderr?: string }) => {
    signal?.throwIfAborted();
    throw new PhaseFailed(
      `npm run lab -- env failed: ${error.stderr?.trim() || error.message}\n` +
        'Mend what it names, or start the lab anew (npm run lab -- down, npm run lab -- up), and run this again.',
    );
  });
  return Object.fromEntries(
    stdout
      .split('\0')
      .filter((line) => line.includes('='))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}

/** `eval "$(false)"` succeeds, an assignment does not. env -0 because values may hold line breaks. */
const script = 'plimsoll_exports="$("$0" "$1" lab env)" && eval "$plimsoll_exports" && env -0';
