import { join } from 'node:path';
import { runChild } from './child';
import { interruptCdktf } from './interrupt';

/** The stock `cdktf` of this checkout. */
export class Cdktf {
  constructor(
    private readonly checkout: string,
    private readonly environment: NodeJS.ProcessEnv,
    private readonly signal: AbortSignal,
  ) {}

  diff(stack: string, version: string): Promise<void> {
    return this.run(['diff', stack], version);
  }

  deploy(version: string): Promise<void> {
    return this.run(['deploy', '*', '--auto-approve'], version);
  }

  private run(args: readonly string[], version: string): Promise<void> {
    const shown = `PLIMSOLL_VERSION=${version} npx cdktf ${args.map((arg) => (arg === '*' ? "'*'" : arg)).join(' ')}`;
    process.stdout.write(`\n$ ${shown}\n`);
    return runChild(
      process.execPath,
      [join(this.checkout, 'node_modules', 'cdktf-cli', 'bundle', 'bin', 'cdktf'), ...args],
      {
        shown,
        cwd: this.checkout,
        // CI: cdktf then writes plain lines instead of redrawing the screen around its own progress.
        env: { ...this.environment, PLIMSOLL_VERSION: version, CI: 'true', DISABLE_VERSION_CHECK: '1' },
        signal: this.signal,
        interrupt: (cdktf) => interruptCdktf(cdktf, this.environment['TERRAFORM_BINARY_NAME'] || 'terraform'),
      },
    );
  }
}
