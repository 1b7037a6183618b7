/** A phase did not do its part; the message is all the user needs. Exit code 1. */
export class PhaseFailed extends Error {
  override readonly name = 'PhaseFailed';
}
