import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from './command';

/** Compiled or packed, this file lies two folders below the top: dist/cli or dist/plimsoll. */
export const checkout = join(__dirname, '..', '..');

/** The package holds the review alone. Stacks, environments and the lab belong to a checkout of the project. */
export function needCheckout(what: string): void {
  if (existsSync(join(checkout, 'cdktf.json'))) return;
  throw new UserError(`${what} needs a checkout of the project with its stacks: run it there, after npm ci.`);
}
