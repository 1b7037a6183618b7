import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import type { Ended } from './ring';

/** A program that runs, and what becomes of it. */
export interface Started extends Promise<Ended> {
  readonly child: ChildProcess;
  /** Everything it has said so far. */
  readonly output: () => string;
  /** Resolves when it has said something like this; rejects when it has ended without. */
  readonly says: (pattern: RegExp) => Promise<void>;
  /** Ctrl-C, as a terminal does it: to the whole process group. */
  readonly interrupt: () => void;
}

/** In a process group of its own, as a shell starts it. Never throws. */
export function start(program: string, args: readonly string[], cwd: string, variables: NodeJS.ProcessEnv): Started {
  const child = spawn(program, args, { cwd, env: variables, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  // As a shell counts: 128 and the number of the signal.
  const ended = new Promise<Ended>((resolve) =>
    child.on('close', (code, signal) =>
      resolve({ code: code ?? 128 + constants.signals[signal ?? 'SIGKILL'], output }),
    ),
  );
  const says = async (pattern: RegExp): Promise<void> => {
    while (!pattern.test(output)) {
      if (child.exitCode !== null || child.signalCode !== null) throw new Error(`never said ${pattern}:\n${output}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const interrupt = (): void => void process.kill(-(child.pid as number), 'SIGINT');
  return Object.assign(ended, { child, output: () => output, says, interrupt });
}
