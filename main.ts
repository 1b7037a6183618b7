import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'cdktf/lib/app';
import { InvalidProps } from './constructs/invalid-props';
import { SettingsError } from './environments/mistakes';
import { selectEnvironments } from './environments/select';
import { descriptionFile, descriptionVersion, type ReleaseDescription } from './release/description';
import type { Connections } from './stacks/connections';
import { describeEnvironment } from './stacks/describe';
import { imageSources } from './stacks/images';
import { addRelease } from './stacks/release';

/** Composition root: the chosen environments, times the stacks. */
export function synthesize(variables: NodeJS.ProcessEnv, checkout: string, outdir?: string): void {
  const app = new App({ stackTraces: false, outdir });
  const connections: Connections = {
    kubernetesProvider: variables['PLIMSOLL_KUBERNETES_PROVIDER'] || undefined,
    dockerProvider: variables['PLIMSOLL_DOCKER_PROVIDER'] || undefined,
    // Provider and backend know no default: without a path they would ask a cluster on localhost.
    kubeConfigPath: variables['KUBE_CONFIG_PATH'] ? undefined : '~/.kube/config',
  };
  const environments = selectEnvironments(variables).map((environment) => {
    const sources = imageSources(environment, checkout);
    return describeEnvironment(environment, sources, addRelease(app, environment, sources, connections));
  });
  app.synth();
  const description: ReleaseDescription = { formatVersion: descriptionVersion, environments };
  writeFileSync(join(app.outdir, descriptionFile), `${JSON.stringify(description, undefined, 2)}\n`);
}

function main(): void {
  try {
    // Compiled, this file is dist/main.js.
    synthesize(process.env, join(__dirname, '..'));
  } catch (error) {
    // A mistake of the user is a sentence; anything else is a bug and keeps its stack.
    const message = mistakeIn(error);
    if (message === undefined) throw error;
    process.stderr.write(`${message}\n`);
    process.exitCode = 1;
  }
}

const remedies: Readonly<Record<string, string>> = {
  ENOSPC: 'Make room on its disk',
  EDQUOT: 'Make room in your quota',
  EROFS: 'Mount it for writing',
  EACCES: 'Give yourself access',
  EPERM: 'Give yourself access',
};

function mistakeIn(error: unknown): string | undefined {
  if (error instanceof SettingsError || error instanceof InvalidProps) return error.message;
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (remedies[code] === undefined) return undefined;
  const folder = process.env['CDKTF_OUTDIR'] || 'cdktf.out';
  return `The stacks cannot be synthesized into ${folder}: ${message}. ${remedies[code]} and run this again.`;
}

if (require.main === module) main();
