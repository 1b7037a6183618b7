import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plan } from '../../review/model';
import { readPlan } from './read-plan';
import { deepFreeze } from './release-of';

const folder = join(__dirname, '..', 'fixtures', 'plans');

/** Groups of plans that real Terraform made, by what it took to make them (fixtures/plans/README.md). */
export const recordedGroups = ['terraform', 'kubernetes', 'deferred', 'cluster'] as const;

/** All plans below a folder. */
function namesIn(group: string): readonly string[] {
  return readdirSync(join(folder, group), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort();
}

/** Their names, each with its group: `kubernetes/image-bump`. */
export const recordedPlans: readonly string[] = recordedGroups.flatMap((group) =>
  namesIn(group).map((name) => `${group}/${name}`),
);

/** Versions of Terraform and of OpenTofu that made plans of the same scenarios: `opentofu-1.6.2`. */
export const recordedVersions: readonly string[] = readdirSync(join(folder, 'versions')).sort();

/** The plans that one of them made, each by the name it has among `recordedPlans`. */
export const plansOfVersion = (version: string): readonly string[] => namesIn(join('versions', version));

/** Where the same scenario stands as Terraform 1.11.4 planned it, which made all the others. */
export const ofReference = (name: string): string =>
  recordedPlans.includes(name) ? name : `versions/terraform-1.11.4/${name}`;

export function recordedText(name: string): string {
  return readFileSync(join(folder, `${name}.json`), 'utf8');
}

/** Read and frozen, so that code which edits what it inspects throws. */
export function recordedPlan(name: string): Plan {
  return deepFreeze(readPlan(recordedText(name), { stack: 'shop' }));
}
