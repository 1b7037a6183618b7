import { existsSync, readFileSync, readdirSync, rmSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Component, Lab } from './component';
import { containedProcesses } from './control-groups';
import { LabError } from './lab-error';
import { currentMountsBelow, unmountBelow } from './mounts';
import { gone, labProcesses, parseStat, signalProcess } from './processes';
import { inOrder } from './runner';

interface Step {
  readonly title: string;
  readonly run: (lab: Lab, components: readonly Component[]) => Promise<void> | void;
}

/** The way back, in an order that never takes the ground from under something that still runs. */
const steps: readonly Step[] = [
  { title: 'ending daemons and containers', run: endProcesses },
  { title: 'unmounting volumes', run: ({ paths }) => unmountBelow(paths.state) },
  {
    title: 'removing interfaces, firewall rules and control groups, restoring kernel settings',
    run: async (lab, components) => {
      for (const component of inOrder(components).reverse()) await component.remove?.(lab);
    },
  },
  {
    title: 'removing files',
    run: async ({ paths, record }, components) => {
      const { absentBefore } = record.read();
      for (const { leaves = [], leavesEmpty = [] } of components) {
        for (const path of leaves) if (absentBefore.includes(path)) rmSync(path, { recursive: true, force: true });
        for (const path of leavesEmpty) if (absentBefore.includes(path)) await removeEmptyFolders(path);
      }
      const mounted = currentMountsBelow(paths.state);
      // Removing files through a mount that would not go could remove somebody's data.
      if (mounted.length > 0)
        throw new LabError(
          `Still mounted, so nothing below was removed:\n  ${mounted.join('\n  ')}\nFind who uses them (\`fuser -m PATH\`), then run \`npm run lab -- down\` again.`,
        );
      // Last, since it holds the record of what is to be undone: an interrupted down is continued by the next.
      rmSync(paths.state, { recursive: true, force: true });
    },
  },
];

/** Takes everything down that `up` started. Idempotent; can be interrupted and repeated. */
export async function takeDown(
  lab: Lab,
  components: readonly Component[],
  report: (text: string) => void,
): Promise<void> {
  for (const { title, run } of steps) {
    report(title);
    await run(lab, components);
  }
}

/**
 * Everything dies at once and without goodbye: all its data is thrown away in the next step, and an orderly end would
 * have the daemons restart or wait for each other. Repeated, since a daemon may have started a process meanwhile.
 */
async function endProcesses({ paths }: Lab): Promise<void> {
  const sockets = shimSockets(paths.state);
  for (let attempt = 0; attempt < 50; attempt++) {
    const ours = [...labProcesses(), ...containedProcesses().flatMap(identify)];
    if (ours.length === 0) break;
    for (const process of ours) signalProcess(process, 'SIGKILL');
    await Promise.all(ours.map((process) => gone(process, 2)));
    await sleep(20);
  }
  for (const socket of sockets) rmSync(socket, { force: true });
}

function identify(pid: number) {
  try {
    const { startedAt } = parseStat(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    return [{ pid, startedAt, component: 'container', program: '' }];
  } catch {
    return [];
  }
}

/** A shim keeps its socket in one folder for all containerds of a machine; only its own folder says which is whose. */
function shimSockets(state: string): string[] {
  const tasks = [
    join(state, 'containerd', 'run', 'io.containerd.runtime.v2.task'),
    join(state, 'docker-run', 'containerd', 'daemon', 'io.containerd.runtime.v2.task'),
  ];
  return tasks.filter(existsSync).flatMap((folder) =>
    readdirSync(folder).flatMap((namespace) =>
      readdirSync(join(folder, namespace)).flatMap((task) => {
        const address = join(folder, namespace, task, 'address');
        return existsSync(address)
          ? [
              readFileSync(address, 'utf8')
                .trim()
                .replace(/^unix:\/\//, ''),
            ]
          : [];
      }),
    ),
  );
}

/** Removes the folder and those in it, as far as they hold nothing. */
async function removeEmptyFolders(path: string): Promise<void> {
  if (!existsSync(path)) return;
  for (const entry of readdirSync(path, { withFileTypes: true }))
    if (entry.isDirectory()) await removeEmptyFolders(join(path, entry.name));
  if (readdirSync(path).length > 0) return;
  // Network namespaces are kept in a folder that is mounted on itself.
  await unmountBelow(path);
  rmdirSync(path);
}
