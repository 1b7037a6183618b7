import { Resolver } from 'node:dns/promises';
import { Api, type ApiObject } from '../api';
import { healthy, unhealthy, type Component } from '../component';
import { networks } from '../layout';
import { pauseImage } from '../pause';
import { run } from '../run';

const labels = { 'k8s-app': 'kube-dns' };
const metadata = { name: 'coredns', namespace: 'kube-system', labels };

// Names of the cluster are not cached, as kubeadm has it since 1.31: a database that has come back would stay unknown for
// the 30 seconds that its absence is remembered.
const corefile = `.:53 {
    errors
    health {
        lameduck 5s
    }
    ready
    kubernetes cluster.local in-addr.arpa ip6.arpa {
        pods insecure
        fallthrough in-addr.arpa ip6.arpa
        ttl 30
    }
    forward . /etc/resolv.conf
    cache 30 {
        disable success cluster.local
        disable denial cluster.local
    }
}
`;

/** A pod like in every other cluster, so that network policies which name it mean the same here. */
const objects = (binary: string): readonly ApiObject[] => [
  { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'system:coredns' },
    rules: [
      { apiGroups: [''], resources: ['endpoints', 'services', 'pods', 'namespaces'], verbs: ['list', 'watch'] },
      { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['list', 'watch'] },
    ],
  },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: 'system:coredns' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'system:coredns' },
    subjects: [{ kind: 'ServiceAccount', name: 'coredns', namespace: 'kube-system' }],
  },
  { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { Corefile: corefile } },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { ...metadata, name: 'kube-dns' },
    spec: {
      clusterIP: networks.services.dns,
      selector: labels,
      ports: [
        { name: 'dns', port: 53, protocol: 'UDP' },
        { name: 'dns-tcp', port: 53, protocol: 'TCP' },
      ],
    },
  },
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: { selector: { matchLabels: labels }, template: pod(binary) },
  },
];

function pod(binary: string) {
  return {
    metadata: { labels },
    spec: {
      serviceAccountName: 'coredns',
      priorityClassName: 'system-cluster-critical',
      dnsPolicy: 'Default', // the node's own resolver: asking itself would be a circle
      containers: [
        {
          name: 'coredns',
          // The smallest image there is; the program itself comes from the node.
          image: pauseImage,
          imagePullPolicy: 'Never',
          command: ['/coredns', '-conf', '/etc/coredns/Corefile'],
          env: [{ name: 'GOGC', value: '50' }],
          resources: { requests: { cpu: '50m', memory: '64Mi' } },
          readinessProbe: { httpGet: { path: '/ready', port: 8181 }, periodSeconds: 1 },
          livenessProbe: { httpGet: { path: '/health', port: 8080 }, initialDelaySeconds: 30, failureThreshold: 5 },
          securityContext: {
            runAsUser: 0,
            readOnlyRootFilesystem: true,
            allowPrivilegeEscalation: false,
            capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] },
          },
          volumeMounts: [
            { name: 'binary', mountPath: '/coredns', readOnly: true },
            { name: 'config', mountPath: '/etc/coredns', readOnly: true },
          ],
        },
      ],
      volumes: [
        { name: 'binary', hostPath: { path: binary, type: 'File' } },
        { name: 'config', configMap: { name: 'coredns' } },
      ],
    },
  };
}

export const dns: Component = {
  name: 'dns',
  purpose: 'pods find Services by name',
  needs: ['kubelet', 'kube-proxy', 'kube-controller-manager', 'kube-scheduler'],
  usualSeconds: 5,
  limitSeconds: 90,
  // A kubelet that comes back takes its pods for not ready until it has probed them itself.
  unsettledBy: { need: 'kubelet', seconds: 3 },
  address: `${networks.services.dns}:53`,
  check: async () => {
    const resolver = new Resolver({ timeout: 1000, tries: 1 });
    resolver.setServers([networks.services.dns]);
    const name = 'kubernetes.default.svc.cluster.local';
    const [address] = await resolver.resolve4(name);
    return address === networks.services.api ? healthy : unhealthy(`${name} is said to be ${address}`);
  },
  version: async ({ paths }) => (await run(`${paths.binaries}/coredns`, ['-version'])).split('\n')[0] ?? '',
  start: async ({ paths }) => {
    const api = new Api(paths);
    for (const object of objects(`${paths.binaries}/coredns`)) await api.apply(object);
  },
};
