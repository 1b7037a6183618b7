import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathsOf } from '../../../lab/layout';
import type { ComponentStatus } from '../../../lab/status';
import { checkout } from './ring';
import { start, type Started } from './started';

export const plimsoll = join(checkout, 'dist', 'cli', 'main.js');

export const paths = pathsOf(process.env, checkout);

/** Somebody may be working with a lab that is up: it is not ours to take down. */
export const labWasUp = existsSync(paths.state);

/** For tests that take the lab up and down themselves. */
export function describeWithoutLab(what: string, tests: () => void): void {
  const reason = ' (SKIPPED: a lab is up; take it down first: npm run lab -- down)';
  (labWasUp ? describe.skip : describe)(`${what}${labWasUp ? reason : ''}`, tests);
}

export const lab = (...args: string[]): string =>
  execFileSync(process.execPath, [plimsoll, 'lab', ...args], { encoding: 'utf8' });

export const startLab = (...args: string[]): Started =>
  start(process.execPath, [plimsoll, 'lab', ...args], checkout, process.env);

export const startQuickstart = (): Started =>
  start(process.execPath, [join(checkout, 'dist', 'quickstart', 'main.js')], checkout, process.env);

/** What `lab status` says of each component that is not healthy, and its exit code. */
export async function whatIsWrong(): Promise<{ readonly code: number; readonly wrong: readonly string[] }> {
  const { code, output } = await startLab('status', '--json');
  const { components } = JSON.parse(output) as { readonly components: readonly ComponentStatus[] };
  const wrong = components.flatMap(({ name, health }) =>
    health.state === 'healthy' ? [] : [`${name}: ${health.because}`],
  );
  return { code, wrong };
}
