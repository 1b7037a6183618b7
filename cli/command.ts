import type { Command as Commander } from 'commander';

/** A command is a page of the manual: options, examples, one call, one exit code. Only cli/main.ts exits. */
export interface Command {
  /** Declares options, arguments and examples on the (already named) commander command. */
  readonly describe: (command: Commander) => void;
  /**
   * Runs with the parsed options and positional arguments and returns the exit code.
   * Engines are imported inside, so that `--help` and other commands stay fast.
   */
  readonly run: (options: Record<string, unknown>, args: readonly string[]) => Promise<number>;
}

/** A user's mistake: printed as it stands, without a stack; anything else is our bug. */
export class UserError extends Error {
  constructor(
    message: string,
    readonly exitCode = 1,
  ) {
    super(message);
    this.name = 'UserError';
  }
}

/** By name: a command that is not packed brings a class of its own. */
export const isUserError = (error: unknown): error is UserError =>
  error instanceof Error && error.name === 'UserError' && 'exitCode' in error;
