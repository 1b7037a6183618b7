import { execFile } from 'node:child_process';
import type { DescribedEnvironment } from '../description';

export interface Preflight {
  readonly environment: DescribedEnvironment;
  readonly variables: NodeJS.ProcessEnv;
}

/** Each problem as a sentence that ends with the way on. */
export type Check = (preflight: Preflight) => Promise<readonly string[]>;

type Tried =
  | { readonly kind: 'answered' }
  | { readonly kind: 'not-installed' }
  /** It is there and says no; `why` is its last line. */
  | { readonly kind: 'refused'; readonly why: string };

const patienceMilliseconds = 15_000;

/** Whether a command can be used: run once, for what its exit code says. */
export function tryCommand(command: string, args: readonly string[], variables: NodeJS.ProcessEnv): Promise<Tried> {
  return new Promise((resolve) => {
    execFile(command, args, { env: variables, timeout: patienceMilliseconds }, (error, output, errors) => {
      if (!error) resolve({ kind: 'answered' });
      else if (error.code === 'ENOENT') resolve({ kind: 'not-installed' });
      else if (error.killed) resolve({ kind: 'refused', why: `no answer in ${patienceMilliseconds / 1000} s` });
      else resolve({ kind: 'refused', why: lastLine(errors) || lastLine(output) || error.message });
    });
  });
}

const lastLine = (text: string): string => text.trim().split('\n').at(-1)?.trim() ?? '';
