import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kubernetesProgram } from '../kubernetes';
import type { Paths } from '../layout';
import type { Check } from './check';
import { CommandFailed, run } from '../run';

interface Tool {
  readonly name: string;
  readonly why: string;
  /** Prints the version; undefined where nothing has to be recent. */
  readonly version: readonly [string, ...string[]];
  readonly read: (output: string) => string;
  readonly atLeast: (paths: Paths) => string;
  readonly get: string;
}

const tools: readonly Tool[] = [
  {
    name: 'Go',
    why: 'Kubernetes and the Terraform providers are compiled here',
    version: ['go', 'env', 'GOVERSION'],
    read: (output) => output.replace(/^go/, ''),
    atLeast: goWanted,
    get: 'https://go.dev/dl',
  },
  {
    name: 'Terraform',
    why: 'cdktf plans and applies with it',
    version: [process.env['TERRAFORM_BINARY_NAME'] || 'terraform', 'version', '-json'],
    read: (output) => (JSON.parse(output) as { readonly terraform_version: string }).terraform_version,
    atLeast: () => '1.2.0', // the oldest that cdktf 0.21 supports
    get: 'https://developer.hashicorp.com/terraform/install',
  },
  {
    name: "Docker's command line",
    why: 'base images are made with it',
    version: ['docker', '--version'],
    read: (output) => /version (\d+(\.\d+)*)/.exec(output)?.[1] ?? '0',
    atLeast: () => '20.10',
    get: 'apt-get install docker.io',
  },
];

/** What the module itself asks for. */
function goWanted({ checkout }: Paths): string {
  const file = join(checkout, kubernetesProgram.folder, 'go.mod');
  return (existsSync(file) ? /^go (\S+)/m.exec(readFileSync(file, 'utf8'))?.[1] : undefined) ?? '1.24';
}

export const toolProblems: Check = async ({ paths }) =>
  (await Promise.all(tools.map((tool) => problemOf(tool, paths)))).flat();

async function problemOf({ name, why, version, read, atLeast, get }: Tool, paths: Paths): Promise<string[]> {
  const [command, ...args] = version;
  const wanted = atLeast(paths);
  try {
    const found = read(await run(command, args, { environment: { ...process.env, CHECKPOINT_DISABLE: '1' } }));
    return isAtLeast(found, wanted)
      ? []
      : [`${name} is ${found} (\`${command}\`), and ${wanted} or newer is needed: ${why}. Get it: ${get}`];
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    const what =
      error.code === 'ENOENT' ? `\`${command}\` is not on the PATH` : `\`${error.command}\` fails: ${error.detail}`;
    return [`${name} ${wanted} or newer is needed (${why}), but ${what}. Get it: ${get}`];
  }
}

/** Compares dotted numbers; what follows the numbers (`-rc1`) does not count. */
export function isAtLeast(found: string, wanted: string): boolean {
  const numbers = (version: string): number[] => (/^\d+(\.\d+)*/.exec(version)?.[0] ?? '0').split('.').map(Number);
  const [a, b] = [numbers(found), numbers(wanted)];
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
