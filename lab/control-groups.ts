import { existsSync, mkdirSync, readFileSync, readdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { controlGroup } from './layout';

const root = '/sys/fs/cgroup';

/** Of control groups version 1 and 2; only the hierarchy of the processor has either. */
const weights = [
  { file: 'cpu.shares', ordinary: 1024, most: 262_144 },
  { file: 'cpu.weight', ordinary: 100, most: 10_000 },
] as const;

/** Our group in each hierarchy (version 1), or in the only one (version 2). */
function ourGroups(): string[] {
  if (existsSync(join(root, 'cgroup.controllers'))) return [join(root, controlGroup)];
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory()) // the rest are links to hierarchies with several controllers
    .map(({ name }) => join(root, name, controlGroup));
}

/**
 * Without a weight of its own our group, with all its pods in it, would get as much of a busy processor as any single
 * process outside: users of a service on the lab would wait for each compiler that runs beside it. A node gives its pods
 * 1024 shares for each processor (the kubelet writes that to `kubepods` below); the Docker engine's builds have one more.
 */
export function makeControlGroups(): void {
  const processors = availableParallelism() + 1;
  for (const group of ourGroups()) {
    mkdirSync(group, { recursive: true });
    for (const { file, ordinary, most } of weights)
      if (existsSync(join(group, file)))
        writeFileSync(join(group, file), String(Math.min(processors * ordinary, most)));
  }
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
