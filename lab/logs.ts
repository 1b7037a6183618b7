import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { LabError } from './lab-error';
import type { Paths } from './layout';
import { logOf } from './processes';

/** The last lines that a component said; empty when it said nothing. */
export function lastLines(paths: Paths, component: string, count: number): string {
  const log = logOf(paths, component);
  if (!existsSync(log)) return '';
  return readFileSync(log, 'utf8').trimEnd().split('\n').slice(-count).join('\n');
}

function componentsWithLogs(paths: Paths): string[] {
  if (!existsSync(paths.logs)) return [];
  return readdirSync(paths.logs)
    .filter((name) => name.endsWith('.log'))
    .map((name) => name.slice(0, -'.log'.length))
    .sort();
}

/** The end of one log, or of every log with its name above. */
export function logs(paths: Paths, component: string | undefined, count: number): string {
  const known = componentsWithLogs(paths);
  if (known.length === 0) throw new LabError('The lab is not up, so there are no logs. Start it: npm run lab -- up');
  if (component === undefined)
    return known.map((name) => `== ${name} (${logOf(paths, name)})\n${lastLines(paths, name, count)}`).join('\n\n');
  if (!known.includes(component)) throw new LabError(`"${component}" has no log. These have: ${known.join(', ')}.`);
  return lastLines(paths, component, count);
}
