import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { GoProgram } from './go-build';
import { http } from './http';
import type { Paths } from './layout';

/** A Terraform provider that the lab builds where the public registry cannot be reached. */
interface MirroredProvider {
  /** Address in Terraform's terms. */
  readonly source: string;
  /** A pre-release: Terraform takes it only when a stack asks for exactly this one. */
  readonly version: string;
  readonly program: GoProgram;
  /** Variable by which the stacks learn the version to ask for. */
  readonly constraintVariable: string;
}

const registry = 'registry.terraform.io';

export const mirroredProviders: readonly MirroredProvider[] = [
  {
    source: `${registry}/hashicorp/kubernetes`,
    version: '2.20.0-dev',
    constraintVariable: 'PLIMSOLL_KUBERNETES_PROVIDER',
    program: {
      name: 'terraform-provider-kubernetes_v2.20.0-dev',
      folder: 'lab/providers/kubernetes',
      package: 'github.com/hashicorp/terraform-provider-kubernetes',
      what: "Terraform's Kubernetes provider (the genuine source)",
      usualSeconds: 165,
    },
  },
  {
    source: `${registry}/kreuzwerker/docker`,
    version: '3.6.2-lab',
    constraintVariable: 'PLIMSOLL_DOCKER_PROVIDER',
    program: {
      name: 'terraform-provider-docker_v3.6.2-lab',
      folder: 'lab/providers/docker',
      what: "a stand-in for Terraform's Docker provider",
      usualSeconds: 40,
    },
  },
];

export function mirrorFolder(paths: Paths): string {
  return join(paths.state, 'terraform-mirror');
}

/** Where Terraform looks for the unpacked provider in a mirror. */
export function mirroredFile(paths: Paths, { source, version, program }: MirroredProvider): string {
  const architecture = process.arch === 'arm64' ? 'arm64' : 'amd64';
  return join(mirrorFolder(paths), source, version, `linux_${architecture}`, program.name);
}

export function cliConfiguration(paths: Paths): string {
  const sources = JSON.stringify(mirroredProviders.map(({ source }) => source));
  return [
    'provider_installation {',
    '  filesystem_mirror {',
    `    path    = ${JSON.stringify(mirrorFolder(paths))}`,
    `    include = ${sources}`,
    '  }',
    '  direct {',
    `    exclude = ${sources}`,
    '  }',
    '}',
    '',
  ].join('\n');
}

/** A file that the user exported wins, if it is there; one that a shell got from us is ours again. */
export function usersTerraformConfig(paths: Paths, environment: NodeJS.ProcessEnv): string | undefined {
  const exported = environment['TF_CLI_CONFIG_FILE'];
  return exported && exported !== paths.terraformConfig && existsSync(exported) ? exported : undefined;
}

export async function publicRegistryAnswers(): Promise<boolean> {
  try {
    return (await http(`https://${registry}/.well-known/terraform.json`, { timeoutMs: 3000 })).status === 200;
  } catch {
    // No way out, no name service, somebody in between: all mean the same for us.
    return false;
  }
}
