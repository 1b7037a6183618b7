import { spawn } from 'node:child_process';
import { PhaseFailed } from './phase-failed';

export interface ChildSettings {
  /** What the user could type to do the same. */
  readonly shown: string;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

/** Runs a program of this checkout with its output going straight to the user. Ends it gently when interrupted. */
export function runChild(
  program: string,
  args: readonly string[],
  { shown, cwd, env, signal }: ChildSettings,
): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    // In a process group of its own: a Ctrl-C in the terminal must reach it once, through us. Twice, Terraform would give up at once.
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'inherit', 'inherit'], detached: true });
    // Terraform ends what it is doing, saves its state and gives its lock back when it is asked once.
    const interrupt = (): void => void child.kill('SIGINT');
    signal.addEventListener('abort', interrupt, { once: true });
    child.on('error', reject);
    child.on('exit', (code, by) => {
      signal.removeEventListener('abort', interrupt);
      if (code === 0) resolve();
      else if (signal.aborted) reject(signal.reason as Error);
      else reject(new PhaseFailed(`${shown} ended with ${by ?? `code ${String(code)}`}; its message stands above.`));
    });
  });
}
