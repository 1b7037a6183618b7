import { existsSync } from 'node:fs';
import { ownEngine } from './docker-engine';
import { LabError } from './lab-error';
import type { Paths } from './layout';
import { labProcesses } from './processes';
import { mirroredProviders, usersTerraformConfig } from './providers';
import type { RecordData } from './record';

/** What a shell has to export to work with the lab. Nothing of the user's own configuration is touched or read. */
export function exportsOf(paths: Paths, record: RecordData, environment: NodeJS.ProcessEnv): Record<string, string> {
  return {
    KUBECONFIG: paths.kubeconfig,
    KUBE_CONFIG_PATH: paths.kubeconfig,
    ...(record.dockerEngine === 'own' ? { DOCKER_HOST: ownEngine(paths) } : {}),
    ...providerExports(paths, environment),
    // `terraform providers lock` asks the public registry even where a mirror serves everything.
    CDKTF_SKIP_PROVIDER_LOCK: 'true',
    CHECKPOINT_DISABLE: '1',
  };
}

function providerExports(paths: Paths, environment: NodeJS.ProcessEnv): Record<string, string> {
  // Our file is there only when the mirror serves the providers, because the public registry cannot be reached.
  if (usersTerraformConfig(paths, environment) || !existsSync(paths.terraformConfig)) return {};
  return {
    TF_CLI_CONFIG_FILE: paths.terraformConfig,
    ...Object.fromEntries(mirroredProviders.map(({ constraintVariable, version }) => [constraintVariable, version])),
  };
}

/** The record of a lab that has come up, or the sentence that says why there is none. */
export function recordOfRunningLab(record: RecordData | undefined): RecordData {
  const start = 'Start it: npm run lab -- up';
  if (record === undefined) throw new LabError(`The lab is not up. ${start}`);
  if (record.completedAt === undefined)
    throw new LabError(`The lab has not come up completely yet. Finish it: npm run lab -- up`);
  if (!labProcesses().some(({ program }) => program === 'kube-apiserver'))
    throw new LabError(`The lab was up and its API server does not run any more. ${start}`);
  return record;
}

export function shellExports(variables: Readonly<Record<string, string>>): string {
  return Object.entries(variables)
    .map(([name, value]) => `export ${name}=${quoted(value)}`)
    .join('\n');
}

/** For every POSIX shell: nothing inside single quotes is special but the quote itself. */
function quoted(value: string): string {
  return /^[\w./:=@%+,-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}
