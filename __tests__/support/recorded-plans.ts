import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plan } from '../../review/model';
import { readPlan } from './read-plan';
import { deepFreeze } from './release-of';

const folder = join(__dirname, '..', 'fixtures', 'plans');

/** Groups of plans that real Terraform made, by what it took to make them (fixtures/plans/README.md). */
export const recordedGroups = ['terraform', 'kubernetes', 'cluster'] as const;

/** Their names, each with its group: `kubernetes/image-bump`. */
export const recordedPlans: readonly string[] = recordedGroups.flatMap((group) =>
  readdirSync(join(folder, group))
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => `${group}/${file.slice(0, -'.json'.length)}`),
);

export function recordedText(name: string): string {
  return readFileSync(join(folder, `${name}.json`), 'utf8');
}

/** Read and frozen, so that code which edits what it inspects throws. */
export function recordedPlan(name: string): Plan {
  return deepFreeze(readPlan(recordedText(name), { stack: 'shop' }));
}
