/** Something the user can act on: what, where, value, next step. The command line prints it without a stack. */
export class LabError extends Error {
  constructor(
    message: string,
    readonly exitCode = 1,
  ) {
    super(message);
    this.name = 'LabError';
  }
}
