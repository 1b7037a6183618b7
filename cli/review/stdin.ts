import { readSync } from 'node:fs';
import { isatty } from 'node:tty';

/** Asked like this and not of `process.stdin`, which would make a pipe one that does not wait. */
export const isTerminal = (): boolean => isatty(0);

const pauseMilliseconds = 10;

/** All of standard input, however slowly it comes. Whoever started this may have made the pipe one that does not wait. */
export function readStdin(): Uint8Array {
  const chunks: Buffer[] = [];
  for (;;) {
    const chunk = Buffer.allocUnsafe(1024 * 1024);
    const read = readOrWait(chunk);
    if (read === 0) return Buffer.concat(chunks);
    chunks.push(chunk.subarray(0, read));
  }
}

function readOrWait(chunk: Buffer): number {
  for (;;) {
    try {
      return readSync(0, chunk, 0, chunk.length, null);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // Windows says so where others read nothing.
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMilliseconds);
    }
  }
}
