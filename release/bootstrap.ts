import { randomBytes } from 'node:crypto';
import type { CoreV1Api } from '@kubernetes/client-node';
import { explained, statusOf } from './cluster-error';
import type { DescribedEnvironment } from './description';
import { shellWord } from './shell-word';

/** What was found or done; never with the value of a secret. */
interface BootstrapStep {
  readonly object: string;
  readonly outcome: 'created' | 'already there';
}

/** What a person can mend; the message says how. */
export class BootstrapError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BootstrapError';
  }
}

/** The strictest of Kubernetes' own rules for pods, which all pods of the stacks obey. */
const podRules = { 'pod-security.kubernetes.io/enforce': 'restricted' };

const nextSteps = {
  403: 'Ask somebody who may create namespaces and Secrets to run the kubectl commands above.',
};

const managedBy = { 'app.kubernetes.io/managed-by': 'plimsoll-bootstrap' };

/**
 * Makes what has to exist before the first release and belongs to no stack: two namespaces and the credentials.
 * What is there is kept as it is, so this can be repeated at any time.
 */
export async function bootstrap(environment: DescribedEnvironment, api: CoreV1Api): Promise<readonly BootstrapStep[]> {
  const { state, application } = environment.namespaces;
  const steps = [await ensureNamespace(api, environment, state, {})];
  if (application !== state) steps.push(await ensureNamespace(api, environment, application, podRules));
  return [...steps, await ensureCredentials(api, environment)];
}

/** The same by hand, for people who may not run this against their cluster, or want to see first what it does. */
export function kubectlCommands({ kubeContext, namespaces, credentials }: DescribedEnvironment): readonly string[] {
  const kubectl = `kubectl --context ${shellWord(kubeContext)}`;
  const label = Object.entries(podRules).map(([key, value]) => `${key}=${value}`);
  // Passwords go through a pipe: everybody on the machine can read the arguments of a program.
  const lines = credentials.keys.map((key) =>
    key === 'user'
      ? `echo ${shellWord(`user=${credentials.user}`)}`
      : `printf ${shellWord(`${key}=`)}; openssl rand -hex 24`,
  );
  return [
    ...[...new Set([namespaces.state, namespaces.application])].map((name) => `${kubectl} create namespace ${name}`),
    `${kubectl} label namespace ${namespaces.application} ${label.join(' ')}`,
    `{ ${lines.join('; ')}; } | ${kubectl} --namespace ${namespaces.application} ` +
      `create secret generic ${credentials.secret} --from-env-file=/dev/stdin`,
  ];
}

function ensureNamespace(
  api: CoreV1Api,
  environment: DescribedEnvironment,
  name: string,
  labels: Readonly<Record<string, string>>,
): Promise<BootstrapStep> {
  return ensure(
    `namespace ${name}`,
    environment,
    () => api.readNamespace(name),
    () => api.createNamespace({ metadata: { name, labels: { ...managedBy, ...labels } } }),
  );
}

function ensureCredentials(api: CoreV1Api, environment: DescribedEnvironment): Promise<BootstrapStep> {
  const { secret: name, keys, user } = environment.credentials;
  const namespace = environment.namespaces.application;
  const stringData = Object.fromEntries(
    // Hexadecimal: no character that a shell, a URL or SQL would read differently.
    keys.map((key) => [key, key === 'user' ? user : randomBytes(24).toString('hex')]),
  );
  return ensure(
    `secret ${name} in namespace ${namespace}`,
    environment,
    async () => {
      const { body } = await api.readNamespacedSecret(name, namespace);
      const missing = keys.filter((key) => body.data?.[key] === undefined);
      if (missing.length > 0)
        throw new BootstrapError(
          `Secret "${name}" in namespace "${namespace}" lacks ${missing.map((key) => `"${key}"`).join(' and ')}. ` +
            'It is left as it is, since a running database may depend on it: add the keys, or delete it and run this again.',
        );
    },
    () => api.createNamespacedSecret(namespace, { metadata: { name, labels: managedBy }, type: 'Opaque', stringData }),
  );
}

async function ensure(
  object: string,
  environment: DescribedEnvironment,
  read: () => Promise<unknown>,
  create: () => Promise<unknown>,
): Promise<BootstrapStep> {
  try {
    return { object, outcome: (await createUnlessThere(read, create)) ? 'created' : 'already there' };
  } catch (error) {
    const request = { asked: `read or create ${object}`, environment, nextSteps };
    const sentence = explained(error, request);
    throw sentence === undefined ? error : new BootstrapError(sentence);
  }
}

/** False when it was there, also when somebody else made it in this very moment. */
async function createUnlessThere(read: () => Promise<unknown>, create: () => Promise<unknown>): Promise<boolean> {
  try {
    await read();
    return false;
  } catch (error) {
    if (statusOf(error) !== 404) throw error;
  }
  try {
    await create();
    return true;
  } catch (error) {
    if (statusOf(error) !== 409) throw error;
    await read();
    return false;
  }
}
