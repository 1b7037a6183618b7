import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { temporaryFolder } from './temporary';

const checkout = resolve(__dirname, '..', '..');

export interface Ran {
  readonly code: number;
  readonly output: string;
}

/**
 * A STAND-IN for a CI machine with a checkout: the review, npm run, git and Terraform in it are real; `npm ci` and compiling do
 * nothing, `npx cdktf synth` copies a stack of built-in resources, and `npx plimsoll` runs what was compiled.
 */
export class CiStandIn {
  readonly folder = temporaryFolder();
  readonly temporary = temporaryFolder();

  constructor() {
    const bin = this.path('bin');
    mkdirSync(bin);
    const npm = spawnSync('which', ['npm'], { encoding: 'utf8' }).stdout.trim();
    this.program('npm', `if [ "$1" = ci ]; then exit 0; fi\nexec ${npm} "$@"`);
    this.program(
      'npx',
      `case "$1" in\n  cdktf) rm -rf cdktf.out && cp -r "${this.path('synthesized')}" cdktf.out ;;\n` +
        `  plimsoll) shift; exec node "${join(checkout, 'dist/cli/main.js')}" "$@" ;;\n  *) exit 9 ;;\nesac`,
    );
    const { scripts } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as {
      scripts: { review: string };
    };
    writeFileSync(this.path('package.json'), JSON.stringify({ scripts: { review: scripts.review, compile: 'true' } }));
    mkdirSync(this.path('docs/how-to'), { recursive: true });
    cpSync(join(checkout, 'docs/how-to/ci'), this.path('docs/how-to/ci'), { recursive: true });
    symlinkSync(join(checkout, 'dist'), this.path('dist'));
    this.synthesizes({ resource: { terraform_data: { release: { input: '1.0.0' } } } });
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  /** What the next synth writes as the only stack of staging; Terraform plans it for real. */
  synthesizes(stack: object): void {
    const folder = this.path('synthesized/stacks/staging-web');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'cdk.tf.json'), JSON.stringify(stack));
    const environment = { name: 'staging', kubeContext: 'staging', stacks: [{ name: 'staging-web', dependsOn: [] }] };
    writeFileSync(
      this.path('synthesized/plimsoll.json'),
      JSON.stringify({ formatVersion: 1, environments: [environment] }),
    );
  }

  /** Not `spawnSync`: the mock of the forge answers from this very process. */
  run(script: string, variables: Readonly<Record<string, string>>, shell: readonly string[]): Promise<Ran> {
    const [command = 'sh', ...args] = shell;
    const env = {
      HOME: this.temporary,
      TMPDIR: this.temporary,
      CHECKPOINT_DISABLE: '1',
      ...variables,
      PATH: `${this.path('bin')}:${process.env['PATH']}`,
    };
    return new Promise((done) => {
      const child = spawn(command, [...args, script], { cwd: this.folder, env });
      let output = '';
      child.stdout.on('data', (text: Buffer) => (output += String(text)));
      child.stderr.on('data', (text: Buffer) => (output += String(text)));
      child.on('close', (code) => done({ code: code ?? -1, output }));
    });
  }

  /** Stands before a program of that name on the PATH. */
  program(name: string, script: string): void {
    const file = this.path(`bin/${name}`);
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
  }
}

/** A cluster that nobody asks: a plan of built-in resources needs none, only the context has to exist. */
export const kubeConfig = JSON.stringify({
  apiVersion: 'v1',
  kind: 'Config',
  clusters: [{ name: 'staging', cluster: { server: 'https://127.0.0.1:1' } }],
  users: [{ name: 'reader', user: {} }],
  contexts: [{ name: 'staging', context: { cluster: 'staging', user: 'reader' } }],
});
