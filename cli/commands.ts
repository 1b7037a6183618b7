import type { Command } from './command';

/** In the order of `--help`. Loaded only when called, so that one command does not pay for the others. */
export const commands: readonly {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<Command>;
}[] = [];
