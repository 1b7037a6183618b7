import { spawn } from 'node:child_process';
import { chmod, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decode } from '../review';

/** Terraform itself said no; `output` is what it printed. It masks values marked sensitive, and nothing else. */
export class TerraformFailed extends Error {
  constructor(
    readonly command: string,
    readonly output: string,
  ) {
    super(`${command} failed:\n${output}`);
    this.name = 'TerraformFailed';
  }
}

interface PlanOptions {
  /** Whether to take the state's lock. Read-only credentials cannot. @default true */
  readonly lock?: boolean;
}

/** Plain Terraform (or OpenTofu, by TERRAFORM_BINARY_NAME as cdktf has it) in the folder of one stack. */
export class Terraform {
  private readonly binary: string;

  constructor(private readonly variables: NodeJS.ProcessEnv) {
    this.binary = variables['TERRAFORM_BINARY_NAME'] || 'terraform';
  }

  /** Plans, and leaves `plan` and `plan.json` in the folder, readable by their owner alone. Returns the JSON. */
  async plan(folder: string, { lock = true }: PlanOptions): Promise<string> {
    await this.run(folder, ['init', '-input=false', '-no-color']);
    await this.run(folder, ['plan', '-input=false', '-no-color', `-lock=${lock}`, '-out=plan']);
    await chmod(join(folder, 'plan'), 0o600);
    const json = await this.run(folder, ['show', '-json', '-no-color', 'plan']);
    const file = join(folder, 'plan.json');
    // A file that exists keeps its old mode otherwise.
    await rm(file, { force: true });
    await writeFile(file, json, { mode: 0o600 });
    return decode(json);
  }

  /** Applies the plan that `plan` left in the folder, and nothing else. */
  async apply(folder: string): Promise<void> {
    await this.run(folder, ['apply', '-input=false', '-no-color', 'plan']);
  }

  /** What it printed, as bytes: a plan may be longer than a text can be. */
  private async run(folder: string, args: readonly string[]): Promise<Buffer> {
    const { code, output, complaint } = await this.ended(folder, args);
    if (code === 0) return Buffer.concat(output);
    throw new TerraformFailed(`${this.binary} ${args.join(' ')}`, textOf(complaint) || textOf(output));
  }

  /** Only gathers: what throws in an event of the process reaches nobody, and the promise would never settle. */
  private ended(folder: string, args: readonly string[]): Promise<Ended> {
    return new Promise((resolve, reject) => {
      const child = spawn(this.binary, [`-chdir=${folder}`, ...args], {
        env: { ...this.variables, TF_IN_AUTOMATION: '1' },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const output: Buffer[] = [];
      const complaint: Buffer[] = [];
      child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
      child.stderr.on('data', (chunk: Buffer) => complaint.push(chunk));
      child.on('error', (error: NodeJS.ErrnoException) =>
        reject(
          new TerraformFailed(
            this.binary,
            error.code === 'ENOENT'
              ? `There is no ${this.binary} on the PATH; install it, or set TERRAFORM_BINARY_NAME.`
              : error.message,
          ),
        ),
      );
      child.on('close', (code) => resolve({ code, output, complaint }));
    });
  }
}

interface Ended {
  readonly code: number | null;
  readonly output: readonly Buffer[];
  readonly complaint: readonly Buffer[];
}

const textOf = (chunks: readonly Buffer[]): string => Buffer.concat(chunks).toString('utf8').trim();
