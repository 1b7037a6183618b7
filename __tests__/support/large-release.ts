import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Plan, Review } from '../../review/model';
import { readPlan } from './read-plan';
import { reviewRelease } from '../../review/review';
import type { Fixture } from './release-of';

const folder = join(__dirname, '..', 'fixtures', 'findings');

/** One release of some sixty stacks in which every rule fires: what a renderer has to cope with at its worst. */
export function largeRelease(): Review {
  const plans = readdirSync(folder).flatMap((file): readonly Plan[] => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- the fixtures are a folder, not a list
    const { fires } = require(join(folder, file)) as { readonly fires: Fixture };
    const rule = file.replace(/\.ts$/, '');
    return Object.entries(fires.plans).map(([stack, text]) => readPlan(text, { stack: `${rule}-${stack}` }));
  });
  return reviewRelease({ plans, now: new Date('2026-01-01T00:00:00Z') });
}
