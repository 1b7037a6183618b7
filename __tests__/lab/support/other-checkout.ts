import { execFileSync } from 'node:child_process';
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
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkout } from './ring';
import { start, type Started } from './started';

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

  cdktf(args: readonly string[], variables: NodeJS.ProcessEnv): Started {
    const program = join(this.folder, 'node_modules', 'cdktf-cli', 'bundle', 'bin', 'cdktf');
    return this.start(process.execPath, [program, ...args], variables);
  }

  npmRun(script: string, args: readonly string[], variables: NodeJS.ProcessEnv): Started {
    return this.start('npm', ['run', '--silent', script, '--', ...args], variables);
  }

  start(program: string, args: readonly string[], variables: NodeJS.ProcessEnv): Started {
    return start(program, args, this.folder, variables);
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
