import { cpSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { goOnUnread } from '../quickstart/closed-pipe';
import { interruptible, type RunProgram } from './interruptible';
import { checkout, keepProof } from './keep-proof';
import { runReleaseTests } from './ring-tests';

/** A provider of which the source is published as a Go module, newer than the release that the bindings pin. */
interface Published {
  /** Address in Terraform's terms. */
  readonly address: string;
  readonly module: string;
  readonly moduleVersion: string;
  /** What its content must hash to; its own go.sum does the same for all that it needs. */
  readonly sum: string;
  /** As its changelog says, after which release it stands. */
  readonly version: string;
  readonly pinned: string;
  readonly constraintVariable: string;
  readonly tags: string;
}

const published: readonly Published[] = [
  {
    address: 'registry.terraform.io/hashicorp/kubernetes',
    module: 'github.com/hashicorp/terraform-provider-kubernetes',
    moduleVersion: 'v1.13.4-0.20260821094251-3a33fb6cc605',
    sum: 'h1:Bb8CFKLw8r2CTu9NL5LUtj4kgOcE3q8D/lWUqtjSVWI=',
    version: '3.2.1-dev',
    pinned: '2.38.0',
    constraintVariable: 'PLIMSOLL_KUBERNETES_PROVIDER',
    tags: '',
  },
  {
    address: 'registry.terraform.io/kreuzwerker/docker',
    module: 'github.com/kreuzwerker/terraform-provider-docker',
    moduleVersion: 'v0.0.0-20260916201441-96d331c98ff4',
    sum: 'h1:T3HvvZCRd4h2qkMl+SXA2zza26Rdz8xqV81skikQWy4=',
    version: '4.6.0-dev',
    pinned: '3.6.2',
    constraintVariable: 'PLIMSOLL_DOCKER_PROVIDER',
    // What it needs for compose files is most of what there is to compile.
    tags: 'no_compose',
  },
];

async function main(run: RunProgram): Promise<number> {
  goOnUnread();
  const { keep } = new Command('npm run prove:genuine-providers --')
    .description(
      'Compiles the genuine providers from their newest published sources (about 5 minutes) and runs the release tests of the real ring with them.',
    )
    .option('--no-keep', 'writes nothing to docs/proof')
    .parse()
    .opts<{ keep: boolean }>();
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-genuine-providers-'));
  try {
    for (const provider of published) await build(run, provider, folder);
    const ran = await runReleaseTests(run, checkout, join(folder, 'results.json'), [], {
      ...process.env,
      ...variablesOf(folder),
    });
    const tests = ran.tests.map(({ title }) => title);
    const failed = ran.tests.filter(({ status }) => status !== 'passed').map(({ title }) => title);
    process.stdout.write(`${tests.length - failed.length} of ${tests.length} release tests passed\n`);
    const providers = published.map(({ address, pinned, version, module, moduleVersion }) => ({
      ...{ address, pinned, 'tried in its place': `${version}: ${module}@${moduleVersion}` },
    }));
    if (keep)
      process.stdout.write(
        `${keepProof('genuine-providers', 'npm run prove:genuine-providers', { providers, tests, failed })}\n`,
      );
    return ran.passed && failed.length === 0 && tests.length > 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function build(
  run: RunProgram,
  { address, module, moduleVersion, sum, version, tags }: Published,
  folder: string,
): Promise<void> {
  process.stdout.write(`compiling ${module} (usually 2 to 4 minutes)\n`);
  const env = { ...process.env, GOWORK: 'off', GOFLAGS: '-mod=readonly', CGO_ENABLED: '0' };
  const go = async (args: readonly string[], cwd: string, output: number | 'ignore'): Promise<void> => {
    const status = await run('go', args, { cwd, env, stdio: ['ignore', output, 'inherit'] });
    if (status !== 0) throw new Error(`go ${args.join(' ')} ended with ${status ?? 'a signal'}`);
  };
  const downloaded = join(folder, 'downloaded.json');
  await go(['mod', 'download', '-json', `${module}@${moduleVersion}`], folder, openSync(downloaded, 'w'));
  const found = JSON.parse(readFileSync(downloaded, 'utf8')) as { readonly Dir: string; readonly Sum: string };
  if (found.Sum !== sum)
    throw new Error(`${module}@${moduleVersion} is ${found.Sum}, and was ${sum} when it was pinned`);
  // The cache of modules is read-only, and a program is built from its own module.
  const source = join(folder, version);
  cpSync(found.Dir, source, { recursive: true });
  const architecture = process.arch === 'arm64' ? 'arm64' : 'amd64';
  const target = join(folder, 'mirror', address, version, `linux_${architecture}`);
  mkdirSync(target, { recursive: true });
  const program = `terraform-provider-${address.split('/').at(-1) ?? ''}_v${version}`;
  await go(
    ['build', '-tags', tags, '-trimpath', '-buildvcs=false', '-ldflags', '-s -w', '-o', join(target, program), '.'],
    source,
    'ignore',
  );
}

/** What makes Terraform take these providers, and the stacks ask for them. */
function variablesOf(folder: string): Readonly<Record<string, string>> {
  const include = JSON.stringify(published.map(({ address }) => address));
  const file = join(folder, 'terraform.rc');
  const mirror = JSON.stringify(join(folder, 'mirror'));
  writeFileSync(
    file,
    `provider_installation {\n  filesystem_mirror {\n    path    = ${mirror}\n    include = ${include}\n  }\n}\n`,
  );
  const constraints = published.map(({ constraintVariable, version }) => [constraintVariable, version]);
  return { TF_CLI_CONFIG_FILE: file, ...Object.fromEntries(constraints) };
}

void interruptible(main).then((exitCode) => {
  process.exitCode = exitCode;
});
