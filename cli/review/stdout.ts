import { fstatSync, writeSync } from 'node:fs';

/** Where a review is printed. */
export interface Stdout {
  readonly isTTY: boolean;
  readonly columns: number | undefined;
  readonly write: (text: string) => void;
  /** For what must be read even where the review goes to a file: standard error. */
  readonly complain: (text: string) => void;
}

/**
 * The process's own standard output. `process.stdout` loads Node's network and streams, a tenth of the start, so it is
 * asked for a terminal alone; pipes and files are written to as they are.
 */
export function stdout(): Stdout {
  const isPlain = plainOutput();
  return {
    isTTY: !isPlain && process.stdout.isTTY === true,
    columns: isPlain ? undefined : process.stdout.columns,
    write: isPlain ? writePlain : (text) => void process.stdout.write(text),
    complain: (text) => void (text !== '' && process.stderr.write(text)),
  };
}

function plainOutput(): boolean {
  try {
    // Every terminal is a character device; pipes, sockets and files are none.
    return !fstatSync(1).isCharacterDevice();
  } catch {
    return false; // Closed: the stream says so in its own way.
  }
}

function writePlain(text: string): void {
  const bytes = Buffer.from(text);
  let written = 0;
  try {
    while (written < bytes.length) written += writeSync(1, bytes, written);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Whoever reads has seen enough, as `| head` does.
    if (code === 'EPIPE') return;
    if (code !== 'EAGAIN') throw error;
    // A pipe that does not block is full: the stream waits until it is not.
    process.stdout.write(bytes.subarray(written));
  }
}
