import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlannedFolder } from './release-copy';

/** Where the golden reviews find the plans of a scenario: a folder per scenario, a file per stack. */
export const plansFolder = join('__tests__', 'fixtures', 'plans', 'lab');

/**
 * Keeps the plans of a release as Terraform wrote them. The stacks hold credentials by reference only; a plan in which
 * one of them stands all the same, plain or in base64, is not kept but an error.
 */
export function keepPlans(folder: string, planned: readonly PlannedFolder[], credentials: readonly string[]): void {
  for (const { stack, json } of planned)
    for (const credential of credentials)
      for (const written of [credential, Buffer.from(credential).toString('base64')])
        if (json.includes(written)) throw new Error(`The plan of stack ${stack} holds a credential; it is not kept.`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const { stack, json } of planned) writeFileSync(join(folder, `${stack}.json`), `${json.trim()}\n`);
}
