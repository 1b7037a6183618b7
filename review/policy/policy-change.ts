/** One way in which a proposed policy differs from the one that judges. */
export interface PolicyChange {
  readonly subject: string;
  readonly message: string;
}
