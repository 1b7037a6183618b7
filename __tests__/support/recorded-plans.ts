import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plan } from '../../review/model';
import { readPlan } from '../../review/plan/read';

const folder = join(__dirname, '..', 'fixtures', 'plans', 'terraform');

/** Names of the plans that real Terraform made (fixtures/plans/make.sh). */
export const recordedPlans: readonly string[] = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.slice(0, -'.json'.length));

export function recordedText(name: string): string {
  return readFileSync(join(folder, `${name}.json`), 'utf8');
}

/** Read and frozen, so that code which edits what it inspects throws. */
export function recordedPlan(name: string): Plan {
  return deepFreeze(readPlan(recordedText(name), { stack: name }));
}

export function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
