import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { CoordinationV1Api, CoreV1Api, type KubeConfig } from '@kubernetes/client-node';
import { bootstrap } from '../../release/bootstrap';
import { statusOf } from '../../release/cluster-error';
import type { DescribedEnvironment } from '../../release/description';
import { clientOf } from '../../release/kube-config';
import { stateLeaseOf, stateSecretOf } from '../../release/state-names';

/** Every checkout has a namespace, states and a node port of its own, so that several can prove on one lab. */
export function ownCopy(checkout: string, variables: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const ours = createHash('sha256').update(`forecast ${checkout}`).digest();
  return {
    ...variables,
    PLIMSOLL_ENVIRONMENT: 'lab',
    PLIMSOLL_NAMESPACE: variables['PLIMSOLL_NAMESPACE'] || `forecast-${ours.toString('hex').slice(0, 8)}`,
    // Beyond the ports that the real ring takes.
    PLIMSOLL_NODE_PORT: variables['PLIMSOLL_NODE_PORT'] || String(32600 + (ours.readUInt16BE(0) % 160)),
  };
}

/** The namespace and the credentials in it, as every first release needs them. */
export async function prepare(environment: DescribedEnvironment, config: KubeConfig): Promise<void> {
  await bootstrap(environment, clientOf(config, CoreV1Api));
}

/** What bootstrap made up and nobody else may see: to prove that no kept plan holds it. */
export async function madeUpCredentials(
  environment: DescribedEnvironment,
  config: KubeConfig,
): Promise<readonly string[]> {
  const { namespaces, credentials } = environment;
  const { body } = await clientOf(config, CoreV1Api).readNamespacedSecret(credentials.secret, namespaces.application);
  return credentials.keys
    .filter((key) => key !== 'user')
    .map((key) => Buffer.from(body.data?.[key] ?? '', 'base64').toString('utf8'))
    .filter((value) => value !== '');
}

/** Deletes the namespace with everything in it, then the states that described it, and waits until it is gone. */
export async function removeEverything(
  { namespaces, stacks }: DescribedEnvironment,
  config: KubeConfig,
): Promise<void> {
  const core = clientOf(config, CoreV1Api);
  const leases = clientOf(config, CoordinationV1Api);
  const { application, state } = namespaces;
  await unlessGone(core.deleteNamespace(application));
  for (const stack of stacks) {
    await unlessGone(core.deleteNamespacedSecret(stateSecretOf(stack.state), state));
    await unlessGone(leases.deleteNamespacedLease(stateLeaseOf(stack.state), state));
  }
  for (let second = 0; second < 120; second += 1) {
    if (await unlessGone(core.readNamespace(application))) await sleep(1000);
    else return;
  }
  throw new Error(`Namespace ${application} is still there 2 minutes after it was deleted.`);
}

/** False when there was nothing. */
async function unlessGone(call: Promise<unknown>): Promise<boolean> {
  try {
    await call;
    return true;
  } catch (error) {
    if (statusOf(error) === 404) return false;
    throw error;
  }
}
