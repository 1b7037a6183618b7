import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { stateFolder } from './layout';
import { LabError } from './lab-error';

// A lock on the folder above: a lock file of our own would have to stay behind, or be removed under somebody who waits for it.
const locked = dirname(stateFolder);

/**
 * One `up` or `down` at a time on this machine. The lock belongs to a child that ends with our standard input, so it is
 * free again however we end.
 */
export async function withLock<T>(signal: AbortSignal, onWait: () => void, work: () => Promise<T>): Promise<T> {
  const child = spawn('flock', [locked, 'sh', '-c', 'echo locked; exec cat'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  });
  const waiting = setTimeout(onWait, 500);
  const abort = (): void => void child.stdin.end();
  const kill = (): void => void child.kill('SIGTERM');
  signal.addEventListener('abort', kill, { once: true });
  try {
    await Promise.race([
      once(child.stdout, 'data'),
      once(child, 'error').then(([error]) => {
        throw new LabError(`The lock of the lab cannot be taken: ${String(error)}. Install the package util-linux.`);
      }),
      once(child, 'exit').then(() => {
        signal.throwIfAborted();
        throw new LabError(`The lock of the lab cannot be taken: flock ${locked} ended at once.`);
      }),
    ]);
    clearTimeout(waiting);
    // From here on Ctrl-C must not give the lock away before the work has wound up.
    signal.removeEventListener('abort', kill);
    return await work();
  } finally {
    clearTimeout(waiting);
    abort();
  }
}
