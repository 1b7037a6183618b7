import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { KubeConfig, type ApiType, type Interceptor } from '@kubernetes/client-node';

/** The kube configuration cannot be used; the message says what to do. */
export class KubeConfigError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'KubeConfigError';
  }
}

/** The file that Terraform's provider and backend read as well. */
export function kubeConfigPath(variables: Readonly<Record<string, string | undefined>>): string {
  return variables['KUBE_CONFIG_PATH'] || join(homedir(), '.kube', 'config');
}

/** The pinned context of that file, never the current one: which cluster a release goes to is not a matter of habit. */
export function loadContext(path: string, context: string): KubeConfig {
  if (!existsSync(path))
    throw new KubeConfigError(
      `The kube configuration ${path} does not exist. Set KUBE_CONFIG_PATH to the file that has the context "${context}" ` +
        '(the lab: `eval "$(npm run -s lab -- env)"`).',
    );
  const config = new KubeConfig();
  try {
    config.loadFromFile(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n', 1)[0] : String(error);
    throw new KubeConfigError(`${path} is no kube configuration: ${reason}. Set KUBE_CONFIG_PATH to one.`);
  }
  if (!config.getContextObject(context)) {
    const known = config.getContexts().map(({ name }) => `"${name}"`);
    throw new KubeConfigError(
      `The kube context "${context}" is not in ${path}, which has ${known.join(', ') || 'none'}. ` +
        'Correct cluster.context in the environment file, or set KUBE_CONFIG_PATH to the file that has it.',
    );
  }
  config.setCurrentContext(context);
  return config;
}

const patienceMilliseconds = 15_000;

/** A client that gives up on a cluster which does not answer; by itself it would wait for minutes. */
export function clientOf<Api extends ApiType & { addInterceptor(interceptor: Interceptor): void }>(
  config: KubeConfig,
  api: new (server: string) => Api,
): Api {
  const client = config.makeApiClient(api);
  client.addInterceptor((request) => {
    request.timeout = patienceMilliseconds;
  });
  return client;
}
