import { Api, type ApiObject } from './api';
import { http } from './http';
import type { Paths } from './layout';
import { pauseImage } from './pause';

const namespace = 'plimsoll-lab-probe';

/** Two ports of one pod answer; the policy admits one of them, and only from the other pod. */
const ports = { admitted: 8080, refused: 8081 } as const;

const pod = (name: string): ApiObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace, labels: { probe: name } },
  spec: {
    automountServiceAccountToken: false,
    terminationGracePeriodSeconds: 0,
    containers: [
      {
        name: 'probe',
        image: pauseImage,
        imagePullPolicy: 'Never',
        args: ['probe'],
        resources: { requests: { cpu: '1m', memory: '8Mi' }, limits: { memory: '32Mi' } },
        securityContext: {
          readOnlyRootFilesystem: true,
          allowPrivilegeEscalation: false,
          capabilities: { drop: ['ALL'] },
        },
      },
    ],
  },
});

const objects: readonly ApiObject[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
  // A new namespace gets it by itself, a moment later than the first pod wants it.
  { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace } },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'one-port', namespace },
    spec: {
      podSelector: { matchLabels: { probe: 'server' } },
      policyTypes: ['Ingress'],
      ingress: [
        {
          from: [{ podSelector: { matchLabels: { probe: 'client' } } }],
          ports: [{ protocol: 'TCP', port: ports.admitted }],
        },
      ],
    },
  },
  pod('server'),
  pod('client'),
];

export async function applyProbe(paths: Paths): Promise<void> {
  const api = new Api(paths);
  for (const name of ['server', 'client']) {
    const path = `/api/v1/namespaces/${namespace}/pods/${name}`;
    // A pod that was evicted, or ended with the machine, never runs again.
    if (['Failed', 'Succeeded'].includes((await api.get<PodStatus>(path))?.status?.phase ?? '')) await api.delete(path);
  }
  for (const object of objects) await api.apply(object);
}

interface PodStatus {
  readonly status?: { readonly podIP?: string; readonly phase?: string };
}

/**
 * What is wrong with network policies, or undefined when they are enforced: seen from inside a pod, a connection that a
 * policy admits is admitted, and one that it refuses is refused although somebody listens.
 */
export async function wrongWithEnforcement(paths: Paths): Promise<string | undefined> {
  const api = new Api(paths);
  const [server, client] = await Promise.all(
    ['server', 'client'].map((name) => api.get<PodStatus>(`/api/v1/namespaces/${namespace}/pods/${name}`)),
  );
  if (server?.status?.phase !== 'Running' || client?.status?.phase !== 'Running')
    return `cannot be tried: the pods of namespace ${namespace} are ${server?.status?.phase ?? 'missing'} and ${client?.status?.phase ?? 'missing'}`;
  const dial = async (from: PodStatus, to: string): Promise<string> =>
    (await http(`http://${from.status?.podIP}:${ports.admitted}/dial?to=${to}`, { timeoutMs: 5000 })).body.trim();
  const serverAddress = server.status.podIP ?? '';
  const [inside, admitted, refused] = await Promise.all([
    dial(server, `127.0.0.1:${ports.refused}`),
    dial(client, `${serverAddress}:${ports.admitted}`),
    dial(client, `${serverAddress}:${ports.refused}`),
  ]);
  if (inside !== 'admitted') return `cannot be tried: nobody listens on port ${ports.refused} of the probe (${inside})`;
  if (admitted !== 'admitted') return `a connection that a policy admits is ${admitted}`;
  if (refused === 'admitted') return 'not enforced: a connection that a policy refuses is admitted';
  return undefined;
}
