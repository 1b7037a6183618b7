import { spawn, type SpawnOptions } from 'node:child_process';
import type { EventEmitter } from 'node:events';

/** Runs a program to its end and says with which code it ended, null for a signal. Throws where the proof is interrupted. */
export type RunProgram = (program: string, args: readonly string[], options: SpawnOptions) => Promise<number | null>;

/** Signals that interrupt a proof, with the code that it ends with. */
export const interruptions = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const;

export class Interrupted extends Error {
  constructor(readonly exitCode: number) {
    super('Interrupted: the proof is not finished, and what it made is removed.');
  }
}

/**
 * Carries out a proof and says how it ended. An interruption ends it behind the program that runs, which has its own to
 * undo, so that the proof undoes what it made as well; then one line says so, and no stack.
 */
export async function interruptible(
  proof: (run: RunProgram) => Promise<number>,
  signals: EventEmitter = process,
): Promise<number> {
  const interrupted = new AbortController();
  for (const [signal, exitCode] of interruptions)
    // Every time: a second Ctrl-C of somebody impatient must not leave anything behind.
    signals.on(signal, () => interrupted.abort(new Interrupted(exitCode)));
  const run: RunProgram = async (program, args, options) => {
    interrupted.signal.throwIfAborted();
    const status = await ended(program, args, options, interrupted.signal);
    interrupted.signal.throwIfAborted();
    return status;
  };
  try {
    return await proof(run);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return error instanceof Interrupted ? error.exitCode : 1;
  }
}

function ended(
  program: string,
  args: readonly string[],
  options: SpawnOptions,
  interrupted: AbortSignal,
): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, options);
    // A Ctrl-C in the terminal reaches the program by itself, and must reach it once; any other signal is for us alone.
    const passOn = (): void => {
      if ((interrupted.reason as Interrupted).exitCode === 143) child.kill('SIGTERM');
    };
    interrupted.addEventListener('abort', passOn, { once: true });
    child.on('error', reject);
    child.on('exit', (code) => {
      interrupted.removeEventListener('abort', passOn);
      resolve(code);
    });
  });
}
