import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { PhaseFailed } from './phase-failed';

/** Runs the stock `cdktf` of this checkout, its output going straight to the user. */
export class Cdktf {
  constructor(
    private readonly checkout: string,
    private readonly environment: NodeJS.ProcessEnv,
    private readonly signal: AbortSignal,
  ) {}

  diff(stack: string, version: string): Promise<void> {
    return this.run(['diff', stack], version);
  }

  deploy(stacks: readonly string[], version: string): Promise<void> {
    return this.run(['deploy', ...stacks, '--auto-approve'], version);
  }

  private run(args: readonly string[], version: string): Promise<void> {
    const shown = `PLIMSOLL_VERSION=${version} npx cdktf ${args.map((arg) => (arg === '*' ? "'*'" : arg)).join(' ')}`;
    process.stdout.write(`\n$ ${shown}\n`);
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [join(this.checkout, 'node_modules', 'cdktf-cli', 'bundle', 'bin', 'cdktf'), ...args], {
        cwd: this.checkout,
        // CI: cdktf then writes plain lines instead of redrawing the screen around its own progress.
        env: { ...this.environment, PLIMSOLL_VERSION: version, CI: 'true', DISABLE_VERSION_CHECK: '1' },
        stdio: ['ignore', 'inherit', 'inherit'],
      });
      const interrupt = (): void => void child.kill('SIGINT');
      this.signal.addEventListener('abort', interrupt, { once: true });
      child.on('error', reject);
      child.on('exit', (code, signal) => {
        this.signal.removeEventListener('abort', interrupt);
        if (code === 0) resolve();
        else reject(new PhaseFailed(`${shown} ended with ${signal ?? `code ${String(code)}`}; its message stands above.`));
      });
    });
  }
}
