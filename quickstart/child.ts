import { spawn, type ChildProcess } from 'node:child_process';
import { signal as sendSignal } from './interrupt';
import { PhaseFailed } from './phase-failed';

interface ChildSettings {
  /** What the user could type to do the same. */
  readonly shown: string;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** How to end it gently. @default - SIGINT to it */
  readonly interrupt?: (child: ChildProcess) => void;
}

/** Runs a program of this checkout with its output going straight to the user. Ends it gently when interrupted. */
export function runChild(
  program: string,
  args: readonly string[],
  { shown, cwd, env, signal, interrupt = (child) => void child.kill('SIGINT') }: ChildSettings,
): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    // In a process group of its own: a Ctrl-C in the terminal must reach it once, through us. Twice, Terraform would give up at once.
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'inherit', 'inherit'], detached: true });
    const end = (): void => interrupt(child);
    signal.addEventListener('abort', end, { once: true });
    child.on('error', reject);
    child.on('exit', (code, by) => {
      signal.removeEventListener('abort', end);
      // What it started and did not wait for, such as a compiler.
      if (signal.aborted && child.pid !== undefined) sendSignal(-child.pid, 'SIGTERM');
      if (signal.aborted) reject(signal.reason as Error);
      else if (code === 0) resolve();
      else reject(new PhaseFailed(`${shown} ended with ${by ?? `code ${String(code)}`}; its message stands above.`));
    });
  });
}
