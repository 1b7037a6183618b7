import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, closeSync, readFileSync, readdirSync, renameSync, statSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Paths } from './layout';

/**
 * Every daemon carries this variable, and what it starts inherits it. So a process is known by what it carries and
 * not by a number in a file: a number can be lost when a run is killed, or belong to somebody else by now.
 */
const marker = 'PLIMSOLL_LAB_COMPONENT';
const largestLog = 20 * 1024 * 1024;

interface LabProcess {
  readonly pid: number;
  readonly component: string;
  /** Base name of the program, as it was called. */
  readonly program: string;
  /** In clock ticks since boot; pid and start together name a process for ever. */
  readonly startedAt: string;
}

/** All processes of the lab: daemons and what they started, but not what runs inside containers. */
export function labProcesses(): LabProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => readProcess(Number(pid)) ?? []);
}

function readProcess(pid: number): LabProcess | undefined {
  try {
    const variables = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
    const mark = variables.find((variable) => variable.startsWith(`${marker}=`));
    if (!mark) return undefined;
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const { state, startedAt } = parseStat(stat);
    if (state === 'Z') return undefined;
    const program = basename(readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0] ?? '');
    return { pid, component: mark.slice(marker.length + 1), program, startedAt };
  } catch {
    // It ended while we looked, or is not ours to read; either way it is no process of the lab.
    return undefined;
  }
}

/** State and start time of /proc/PID/stat; the command in brackets may hold spaces and brackets itself. */
export function parseStat(stat: string): { readonly state: string; readonly startedAt: string } {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { state: fields[0] ?? '', startedAt: fields[19] ?? '' };
}

export function daemonOf(component: string, program: string): LabProcess | undefined {
  return labProcesses().find((process) => process.component === component && process.program === program);
}

interface DaemonSpec {
  readonly component: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly environment?: NodeJS.ProcessEnv;
}

/** Starts a daemon in a session of its own: it outlives us and does not hear the terminal's Ctrl-C. */
export async function startDaemon(paths: Paths, spec: DaemonSpec): Promise<void> {
  await stopDaemon(spec.component, basename(spec.command));
  mkdirSync(paths.logs, { recursive: true });
  const log = logOf(paths, spec.component);
  if (existsSync(log) && statSync(log).size > largestLog) renameSync(log, `${log}.1`);
  const output = openSync(log, 'a');
  try {
    const child = withPriority(() =>
      spawn(spec.command, spec.args, {
        cwd: paths.state,
        detached: true,
        stdio: ['ignore', output, output],
        env: { ...daemonEnvironment(), ...spec.environment, [marker]: spec.component },
      }),
    );
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', reject);
    });
    child.unref();
  } finally {
    closeSync(output);
  }
}

/**
 * A node keeps processor time back for what runs its pods. Without it, a compiler beside the lab delayed by more than ten
 * seconds that Services forget a pod which stops, and their users ran into it. A child inherits what its parent has.
 */
function withPriority<Child>(start: () => Child): Child {
  const usual = getPriority();
  try {
    setPriority(Math.min(usual, -5));
  } catch {
    // Not allowed here: then the daemon is a process like all others.
  }
  try {
    return start();
  } finally {
    setPriority(usual);
  }
}

/** Daemons get a plain environment: proxies and the like of the calling shell stay, its KUBECONFIG and so on do not. */
function daemonEnvironment(): NodeJS.ProcessEnv {
  const kept = /^(PATH|HOME|LANG|https?_proxy|no_proxy|SSL_CERT_(FILE|DIR))$/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => kept.test(name)));
}

export function logOf(paths: Paths, component: string): string {
  return join(paths.logs, `${component}.log`);
}

/** Asks the daemon to end, and after some seconds makes it. */
export async function stopDaemon(component: string, program: string, patienceSeconds = 6): Promise<void> {
  const daemon = daemonOf(component, program);
  if (!daemon) return;
  signalProcess(daemon, 'SIGTERM');
  if (await gone(daemon, patienceSeconds)) return;
  signalProcess(daemon, 'SIGKILL');
  await gone(daemon, 5);
}

export function signalProcess(process_: LabProcess, signal: NodeJS.Signals): void {
  if (!isAlive(process_)) return;
  try {
    process.kill(process_.pid, signal);
  } catch {
    // Gone between look and signal.
  }
}

/** The same process still runs: not only the same number. */
function isAlive({ pid, startedAt }: Pick<LabProcess, 'pid' | 'startedAt'>): boolean {
  try {
    const stat = parseStat(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    return stat.state !== 'Z' && stat.startedAt === startedAt;
  } catch {
    return false;
  }
}

export async function gone(process_: LabProcess, seconds: number): Promise<boolean> {
  const end = Date.now() + seconds * 1000;
  while (isAlive(process_)) {
    if (Date.now() > end) return false;
    await sleep(20);
  }
  return true;
}
