/** What a reader must be told when a text is not a plan, or not all of one. The command line prints it as it stands. */
export class PlanError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'PlanError';
  }
}
