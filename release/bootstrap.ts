import { randomBytes } from 'node:crypto';
import type { CoreV1Api, HttpError } from '@kubernetes/client-node';
import type { DescribedEnvironment } from './description';

/** What was found or done; never with the value of a secret. */
export interface BootstrapStep {
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

const managedBy = { 'app.kubernetes.io/managed-by': 'plimsoll-bootstrap' };

/**
 * Makes what has to exist before the first release and belongs to no stack: two namespaces and the credentials.
 * What is there is kept as it is, so this can be repeated at any time.
 */
export async function bootstrap(environment: DescribedEnvironment, api: CoreV1Api): Promise<readonly BootstrapStep[]> {
  const { namespaces, kubeContext } = environment;
  const steps: BootstrapStep[] = [];
  try {
    steps.push(await ensureNamespace(api, namespaces.state, {}));
    if (namespaces.application !== namespaces.state)
      steps.push(await ensureNamespace(api, namespaces.application, podRules));
    steps.push(await ensureCredentials(api, environment));
  } catch (error) {
    throw explained(error, kubeContext);
  }
  return steps;
}

/** The same by hand, for people who may not run this against their cluster, or want to see first what it does. */
export function kubectlCommands({ kubeContext, namespaces, credentials }: DescribedEnvironment): readonly string[] {
  const kubectl = `kubectl --context ${kubeContext}`;
  const literals = credentials.keys.map((key) =>
    key === 'user' ? `--from-literal=user=${credentials.user}` : `--from-literal=${key}="$(openssl rand -hex 24)"`,
  );
  const label = Object.entries(podRules).map(([key, value]) => `${key}=${value}`);
  return [
    ...[...new Set([namespaces.state, namespaces.application])].map((name) => `${kubectl} create namespace ${name}`),
    `${kubectl} label namespace ${namespaces.application} ${label.join(' ')}`,
    `${kubectl} --namespace ${namespaces.application} create secret generic ${credentials.secret} ${literals.join(' ')}`,
  ];
}

async function ensureNamespace(
  api: CoreV1Api,
  name: string,
  labels: Readonly<Record<string, string>>,
): Promise<BootstrapStep> {
  const created = await createUnlessThere(
    () => api.readNamespace(name),
    () => api.createNamespace({ metadata: { name, labels: { ...managedBy, ...labels } } }),
  );
  return { object: `namespace ${name}`, outcome: created ? 'created' : 'already there' };
}

async function ensureCredentials(
  api: CoreV1Api,
  { namespaces, credentials }: DescribedEnvironment,
): Promise<BootstrapStep> {
  const { secret: name, keys, user } = credentials;
  const namespace = namespaces.application;
  const stringData = Object.fromEntries(
    // Hexadecimal: no character that a shell, a URL or SQL would read differently.
    keys.map((key) => [key, key === 'user' ? user : randomBytes(24).toString('hex')]),
  );
  const created = await createUnlessThere(
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
  return { object: `secret ${name} in namespace ${namespace}`, outcome: created ? 'created' : 'already there' };
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

function statusOf(error: unknown): number | undefined {
  return (error as Partial<HttpError>).statusCode;
}

function explained(error: unknown, context: string): unknown {
  if (error instanceof BootstrapError) return error;
  const status = statusOf(error);
  const { code, message } = error as NodeJS.ErrnoException;
  if (status === 401 || status === 403) {
    const reason = (error as HttpError).body as { readonly message?: string } | undefined;
    return new BootstrapError(
      `The cluster of kube context "${context}" refused: ${reason?.message ?? `status ${status}`}. ` +
        'Ask somebody who may create namespaces and Secrets to run the kubectl commands above.',
    );
  }
  if (code !== undefined && status === undefined)
    return new BootstrapError(
      `The cluster of kube context "${context}" does not answer: ${message}. ` +
        'Start it (the lab: `npm run lab -- up`), or correct the server in the kube configuration, and run this again.',
    );
  return error;
}
