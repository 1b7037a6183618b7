import { http } from './http';
import type { Paths } from './layout';
import { run } from './run';

const usualSocket = 'unix:///var/run/docker.sock';

/** Address of the lab's own engine, in the form of DOCKER_HOST. */
export function ownEngine(paths: Paths): string {
  return `unix://${paths.dockerSocket}`;
}

/** The engine that somebody else runs and this shell would use, if one answers; it is used and left alone. */
export async function existingEngine(environment: NodeJS.ProcessEnv, paths: Paths): Promise<string | undefined> {
  const named = environment['DOCKER_HOST'];
  // A shell that has evaluated `lab env` names our own engine: that is not somebody else's.
  const host = !named || named === ownEngine(paths) ? usualSocket : named;
  return (await engineVersion(host)) === undefined ? undefined : host;
}

/** Version of the engine behind an address, or undefined when none answers. */
export async function engineVersion(host: string): Promise<string | undefined> {
  try {
    if (!host.startsWith('unix://'))
      // ssh, tls and the like are the command line's business.
      return await run('docker', ['--host', host, 'version', '--format', '{{.Server.Version}}'], {
        signal: AbortSignal.timeout(5000),
      });
    const { status, body } = await http('http://docker/version', { socketPath: host.slice('unix://'.length) });
    return status === 200 ? (JSON.parse(body) as { readonly Version: string }).Version : undefined;
  } catch {
    // No engine, or none that this user may use: both mean that we need our own.
    return undefined;
  }
}

/** Address of the engine that the lab uses. */
export async function engineHost(
  environment: NodeJS.ProcessEnv,
  paths: Paths,
  engine: 'own' | 'existing',
): Promise<string> {
  if (engine === 'own') return ownEngine(paths);
  return (await existingEngine(environment, paths)) ?? environment['DOCKER_HOST'] ?? usualSocket;
}
