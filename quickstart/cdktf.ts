import { join } from 'node:path';
import { showsColour } from '../release/shows-colour';
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
        env: {
          ...this.environment,
          ...(showsColour(process.stdout, this.environment) ? {} : withoutColour(this.environment)),
          ...{ PLIMSOLL_VERSION: version, CI: 'true', DISABLE_VERSION_CHECK: '1' },
        },
        signal: this.signal,
        interrupt: (cdktf) => interruptCdktf(cdktf, this.environment['TERRAFORM_BINARY_NAME'] || 'terraform'),
      },
    );
  }
}

/** cdktf lends Terraform a terminal of its own, so that only an argument keeps colours out. */
export function withoutColour(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const commands = ['init', 'plan', 'apply'].map((command) => `TF_CLI_ARGS_${command}`);
  const args = commands.map((name) => [name, [env[name], '-no-color'].filter(Boolean).join(' ')]);
  return { ...(Object.fromEntries(args) as NodeJS.ProcessEnv), FORCE_COLOR: '0' };
}
