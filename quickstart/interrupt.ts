import { execFileSync, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

interface Running {
  readonly pid: number;
  readonly parent: number;
  readonly program: string;
}

/**
 * Ends cdktf without harm to a state. Interrupted itself, cdktf 0.21 does not wait for Terraform: it ends, Terraform's
 * terminal closes, and an apply dies without saving its state or giving back its lock. So Terraform is asked instead,
 * each once (twice, it gives up at once as well), and cdktf ends when Terraform has ended.
 */
export function interruptCdktf(cdktf: ChildProcess, terraform: string): void {
  const asked = new Set<number>();
  const ask = (): void => {
    for (const { pid } of below(cdktf.pid, basename(terraform))) {
      if (asked.has(pid)) continue;
      asked.add(pid);
      signal(pid, 'SIGINT');
    }
  };
  ask();
  // Nothing to spoil: it is still compiling and synthesizing.
  if (asked.size === 0) cdktf.kill('SIGINT');
  // In this very moment it may be starting the next one.
  const again = setInterval(ask, 100);
  cdktf.once('exit', () => clearInterval(again));
}

/** Processes of this program that a process started, directly or not. */
function below(root: number | undefined, program: string): readonly Running[] {
  const all = processes();
  const found = (parent: number): readonly Running[] =>
    all.filter((one) => one.parent === parent).flatMap((one) => [one, ...found(one.pid)]);
  // Linux keeps 15 characters of a name.
  const short = program.slice(0, 15);
  return root === undefined ? [] : found(root).filter((one) => one.program.slice(0, 15) === short);
}

export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended by itself in this very moment.
  }
}

function processes(): readonly Running[] {
  // A small Debian has no `ps`, and a Mac has no /proc.
  if (!existsSync('/proc/self/stat')) return listed();
  return readdirSync('/proc').flatMap((pid) => {
    if (!/^\d+$/.test(pid)) return [];
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const program = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      return [{ pid: Number(pid), parent, program }];
    } catch {
      // It ended while we looked.
      return [];
    }
  });
}

function listed(): readonly Running[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,comm='], { encoding: 'utf8' }).split('\n');
  return lines.flatMap((line) => {
    const [, pid, parent, program] = /^\s*(\d+)\s+(\d+)\s+(.+)$/.exec(line) ?? [];
    return program === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), program: basename(program) }];
  });
}
