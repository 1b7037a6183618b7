import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

interface RunOptions {
  readonly cwd?: string;
  readonly environment?: NodeJS.ProcessEnv;
  readonly input?: string;
  readonly signal?: AbortSignal;
  /** Called with each line of standard output and standard error while the command runs. */
  readonly onLine?: (line: string) => void;
}

/** A command of the system that did not end with 0; `detail` holds the end of what it said. */
export class CommandFailed extends Error {
  constructor(
    readonly command: string,
    readonly code: number | string,
    readonly detail: string,
  ) {
    super(`${command} ended with ${code}${detail ? `:\n${detail}` : ''}`);
    this.name = 'CommandFailed';
  }
}

/**
 * Runs a command and returns its standard output. The command gets a process group of its own, so that Ctrl-C
 * reaches it only through the signal, together with its children.
 */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const shown = [command, ...args].join(' ');
  return new Promise((resolve, reject) => {
    options.signal?.throwIfAborted();
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.environment ?? process.env,
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const output: string[] = [];
    const tail: string[] = [];
    const hear = (line: string): void => {
      tail.push(line);
      if (tail.length > 20) tail.shift();
      options.onLine?.(line);
    };
    createInterface({ input: child.stdout }).on('line', (line) => {
      output.push(line);
      hear(line);
    });
    createInterface({ input: child.stderr }).on('line', hear);
    // A command that ends without reading its input is no error of ours: its exit code tells.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
    const abort = (): void => {
      if (child.pid === undefined) return;
      try {
        process.kill(-child.pid, 'SIGTERM');
      } catch {
        // It has ended by itself in this very moment.
      }
    };
    options.signal?.addEventListener('abort', abort, { once: true });
    const settle = (): void => options.signal?.removeEventListener('abort', abort);
    child.on('error', (error: NodeJS.ErrnoException) => {
      settle();
      reject(new CommandFailed(shown, error.code ?? 'error', error.message));
    });
    child.on('close', (code, signal) => {
      settle();
      if (options.signal?.aborted) reject(options.signal.reason as Error);
      else if (code === 0) resolve(output.join('\n'));
      else reject(new CommandFailed(shown, code ?? signal ?? 'nothing', tail.join('\n')));
    });
  });
}

/** Whether the command ended with 0; that it does not exist counts as no. */
export async function succeeds(command: string, args: readonly string[]): Promise<boolean> {
  try {
    await run(command, args);
    return true;
  } catch (error) {
    if (error instanceof CommandFailed) return false;
    throw error;
  }
}
