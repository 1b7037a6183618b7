import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CoreV1Api,
  KubeConfig,
  KubernetesObjectApi,
  loadAllYaml,
  type KubernetesObject,
} from '@kubernetes/client-node';
import { checkout, cluster, namespace } from './ring';

interface ReadOnlyAccount {
  /** Reaches the lab as the account of docs/how-to/ci/read-only-rbac.yaml. */
  readonly config: KubeConfig;
  readonly file: string;
  readonly remove: () => Promise<void>;
}

/** Makes that account as its page says, for this checkout's namespace, and a kube configuration with its token in a folder. */
export async function readOnlyAccount(folder: string): Promise<ReadOnlyAccount> {
  const { config: administrator, core } = cluster();
  const api = KubernetesObjectApi.makeApiClient(administrator);
  const objects = documented();
  for (const object of objects) await api.create(object);
  const account = objects.find(({ kind }) => kind === 'ServiceAccount')?.metadata;
  const { body } = await core.createNamespacedServiceAccountToken(account?.name ?? '', account?.namespace ?? '', {
    spec: { audiences: [], expirationSeconds: 600 },
  });
  const config = new KubeConfig();
  config.loadFromOptions({
    clusters: administrator.getClusters(),
    users: [{ name: 'release-review', token: body.status?.token }],
    contexts: administrator.getContexts().map((context) => ({ ...context, user: 'release-review' })),
    currentContext: administrator.getCurrentContext(),
  });
  const file = join(folder, 'read-only-kube-config');
  writeFileSync(file, config.exportConfig(), { mode: 0o600 });
  return {
    config,
    file,
    remove: async () => {
      for (const object of objects) await api.delete(object);
    },
  };
}

/** Several checkouts may test on one lab: each has names of its own in the namespace of the states. */
function documented(): readonly KubernetesObject[] {
  const page = readFileSync(join(checkout, 'docs', 'how-to', 'ci', 'read-only-rbac.yaml'), 'utf8');
  const ours = page.replace(/\brelease-review(-state)?\b/g, `$&-${namespace}`).replace(/\bshop\b/g, namespace);
  return (loadAllYaml(ours) as (KubernetesObject | undefined)[]).filter((object) => object !== undefined);
}

/** What an account that can only read is refused. */
export async function refusalToWrite({ config }: ReadOnlyAccount): Promise<number | undefined> {
  try {
    await config.makeApiClient(CoreV1Api).createNamespacedConfigMap(namespace, { metadata: { name: 'not-allowed' } });
    return undefined;
  } catch (error) {
    return (error as { readonly statusCode?: number }).statusCode;
  }
}
