import { existsSync, readFileSync } from 'node:fs';
import type { RunProgram } from './interruptible';

export interface RingTest {
  readonly title: string;
  /** As jest says it: passed, failed, pending, ... */
  readonly status: string;
  readonly failureMessages: readonly string[];
}

/** Runs the release tests of the real ring in a checkout. `results` is a file to be written. */
export async function runReleaseTests(
  run: RunProgram,
  cwd: string,
  results: string,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = process.env,
): Promise<{ readonly passed: boolean; readonly tests: readonly RingTest[] }> {
  const status = await run(
    'npm',
    ['run', '--silent', 'test:lab', '--', 'release.test', ...args, '--json', '--outputFile', results],
    { cwd, stdio: ['ignore', 'ignore', 'inherit'], env },
  );
  if (!existsSync(results)) throw new Error(`test:lab ended with ${status ?? 'a signal'} before any result`);
  const { testResults } = JSON.parse(readFileSync(results, 'utf8')) as {
    readonly testResults: readonly { readonly assertionResults: readonly RingTest[] }[];
  };
  return { passed: status === 0, tests: testResults.flatMap(({ assertionResults }) => assertionResults) };
}
