import { existsSync, mkdirSync, readFileSync, readdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { controlGroup } from './layout';

const root = '/sys/fs/cgroup';

/** Our group in each hierarchy (version 1), or in the only one (version 2). */
function ourGroups(): string[] {
  if (existsSync(join(root, 'cgroup.controllers'))) return [join(root, controlGroup)];
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory()) // the rest are links to hierarchies with several controllers
    .map(({ name }) => join(root, name, controlGroup));
}

export function makeControlGroups(): void {
  for (const group of ourGroups()) mkdirSync(group, { recursive: true });
}

/** Processes inside pods and containers: they carry no mark of ours, but they live in our groups. */
export function containedProcesses(): number[] {
  const pids = ourGroups().flatMap((group) => withDescendants(group).flatMap(processesIn));
  return [...new Set(pids)];
}

/** Children first: a group with children cannot be removed. A group that has just lost its last process may need a moment. */
export async function removeControlGroups(): Promise<void> {
  for (const group of ourGroups().flatMap(withDescendants)) {
    for (let attempt = 0; existsSync(group); attempt++) {
      try {
        rmdirSync(group);
      } catch (error) {
        if (attempt === 50) throw error;
        await sleep(100);
      }
    }
  }
}

function withDescendants(group: string): string[] {
  if (!existsSync(group)) return [];
  const children = readdirSync(group, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return [...children.flatMap(({ name }) => withDescendants(join(group, name))), group];
}

function processesIn(group: string): number[] {
  try {
    return readFileSync(join(group, 'cgroup.procs'), 'utf8').split('\n').filter(Boolean).map(Number);
  } catch {
    // The group went with its last process.
    return [];
  }
}
