import { fstatSync } from 'node:fs';
import { writeError, writeOut } from '../write';

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
    write: isPlain ? writeOut : (text) => void process.stdout.write(text),
    complain: writeError,
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
