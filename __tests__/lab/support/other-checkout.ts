import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { symlinkSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkout, type Ended } from './ring';

export interface Run extends Promise<Ended> {
  readonly child: ChildProcess;
  /** Everything it has said so far. */
  readonly output: () => string;
  /** Resolves when it has said something like this; rejects when it has ended without. */
  readonly says: (pattern: RegExp) => Promise<void>;
}

/** Another checkout at another path: the files that git knows or would know, its own build, the same packages. */
export class OtherCheckout {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'plimsoll-checkout-')));

  constructor() {
    const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
      cwd: checkout,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    const files = listed.split('\0').filter((file) => file !== '' && !/^(__tests__|docs)\//.test(file));
    for (const file of files.filter((file) => existsSync(join(checkout, file))))
      cpSync(join(checkout, file), join(this.folder, file));
    // With its record of what was compiled from what, so that only changes are compiled again.
    cpSync(join(checkout, 'dist'), join(this.folder, 'dist'), { recursive: true, preserveTimestamps: true });
    symlinkSync(join(checkout, 'node_modules'), join(this.folder, 'node_modules'));
  }

  edit(file: string, change: (text: string) => string): void {
    const path = join(this.folder, file);
    writeFileSync(path, change(existsSync(path) ? readFileSync(path, 'utf8') : ''));
  }

  cdktf(args: readonly string[], variables: NodeJS.ProcessEnv): Run {
    const program = join(this.folder, 'node_modules', 'cdktf-cli', 'bundle', 'bin', 'cdktf');
    return this.start(process.execPath, [program, ...args], variables);
  }

  npmRun(script: string, args: readonly string[], variables: NodeJS.ProcessEnv): Run {
    return this.start('npm', ['run', '--silent', script, '--', ...args], variables);
  }

  /** In a process group of its own, as a shell starts it. Never throws. */
  start(program: string, args: readonly string[], variables: NodeJS.ProcessEnv): Run {
    const child = spawn(program, args, {
      cwd: this.folder,
      env: variables,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    // As a shell counts: 128 and the number of the signal.
    const ended = new Promise<Ended>((resolve) =>
      child.on('close', (code, signal) =>
        resolve({ code: code ?? 128 + constants.signals[signal ?? 'SIGKILL'], output }),
      ),
    );
    const says = async (pattern: RegExp): Promise<void> => {
      while (!pattern.test(output)) {
        if (child.exitCode !== null || child.signalCode !== null) throw new Error(`never said ${pattern}:\n${output}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    };
    return Object.assign(ended, { child, output: () => output, says });
  }

  /** Command lines of processes that still work in this checkout. */
  processes(): readonly string[] {
    return readdirSync('/proc').flatMap((pid) => {
      try {
        const inside = /^\d+$/.test(pid) && readlinkSync(`/proc/${pid}/cwd`).startsWith(this.folder);
        const command = inside ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ') : '';
        return command === '' ? [] : [command];
      } catch {
        // It ended while we looked.
        return [];
      }
    });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
