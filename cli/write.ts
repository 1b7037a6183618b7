import { writeSync } from 'node:fs';

/**
 * Write to standard output and standard error. Whoever reads may have seen enough, as `| head` has: that is no error,
 * and the rest is written to nobody. Node's streams would end with a stack then, and loading them is a tenth of the
 * start.
 */
export const writeOut = writerTo(1, () => process.stdout);
export const writeError = writerTo(2, () => process.stderr);

function writerTo(descriptor: number, stream: () => NodeJS.WriteStream): (text: string) => void {
  let isStreaming = false;
  return (text) => {
    const bytes = Buffer.from(text);
    let written = 0;
    try {
      while (!isStreaming && written < bytes.length) written += writeSync(descriptor, bytes, written);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') return;
      if (code !== 'EAGAIN') throw error;
      // A pipe that does not block is full: the stream waits until it is not, and what follows waits behind it.
      isStreaming = true;
      stream().on('error', throwUnlessNobodyReads);
    }
    if (isStreaming) stream().write(bytes.subarray(written));
  };
}

function throwUnlessNobodyReads(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
