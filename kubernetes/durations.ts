/** A time limit as Terraform's `timeouts` blocks write it. */
export function terraformDuration(seconds: number): string {
  return seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
}
