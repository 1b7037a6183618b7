import type { Values } from './plan-builder';

/** Values of the kubernetes provider's resources: every block is a list of one. */

export const metadata = (name: string, more: Values = {}): readonly Values[] => [
  { name, namespace: 'shop', labels: null, annotations: null, ...more },
];

const labels = (name: string): Values => ({ app: name });

export const httpProbe = (more: Values = {}): readonly Values[] => [
  {
    http_get: [{ path: '/readyz', port: '8080', scheme: 'HTTP' }],
    initial_delay_seconds: 0,
    period_seconds: 5,
    timeout_seconds: 1,
    failure_threshold: 3,
    success_threshold: 1,
    ...more,
  },
];

/** A container that no rule complains about. */
export const container = (more: Values = {}): Values => ({
  name: 'web',
  image: 'registry.example/web:1.0.0-0123456789ab',
  env: [],
  port: [{ container_port: 8080, name: 'http', protocol: 'TCP' }],
  readiness_probe: httpProbe(),
  liveness_probe: httpProbe(),
  startup_probe: httpProbe({ failure_threshold: 30 }),
  lifecycle: [{ pre_stop: [{ exec: [{ command: ['sleep', '5'] }] }], post_start: [] }],
  resources: [{ limits: { cpu: '500m', memory: '256Mi' }, requests: { cpu: '100m', memory: '128Mi' } }],
  security_context: [
    {
      privileged: false,
      allow_privilege_escalation: false,
      read_only_root_filesystem: true,
      run_as_non_root: true,
      run_as_user: '10001',
      capabilities: [{ add: [], drop: ['ALL'] }],
    },
  ],
  volume_mount: [],
  ...more,
});

export const podSpec = (containers: readonly Values[] = [container()], more: Values = {}): readonly Values[] => [
  {
    container: containers,
    init_container: [],
    volume: [],
    host_network: false,
    host_pid: false,
    host_ipc: false,
    termination_grace_period_seconds: 30,
    service_account_name: 'web',
    ...more,
  },
];

export const template = (name: string, spec: readonly Values[]): readonly Values[] => [
  { metadata: [{ labels: labels(name), annotations: {} }], spec },
];

export interface WorkloadParts {
  readonly name?: string;
  readonly spec?: Values;
  readonly containers?: readonly Values[];
  readonly pod?: Values;
}

export const deployment = ({ name = 'web', spec = {}, containers, pod }: WorkloadParts = {}): Values => ({
  id: `shop/${name}`,
  wait_for_rollout: true,
  metadata: metadata(name),
  spec: [
    {
      replicas: '3',
      min_ready_seconds: 0,
      paused: false,
      selector: [{ match_labels: labels(name), match_expressions: [] }],
      strategy: [{ type: 'RollingUpdate', rolling_update: [{ max_surge: '1', max_unavailable: '0' }] }],
      template: template(name, podSpec(containers, pod)),
      ...spec,
    },
  ],
});

export const statefulSet = ({ name = 'database', spec = {}, containers, pod }: WorkloadParts = {}): Values => ({
  id: `shop/${name}`,
  metadata: metadata(name),
  spec: [
    {
      replicas: '1',
      service_name: name,
      pod_management_policy: 'OrderedReady',
      selector: [{ match_labels: labels(name), match_expressions: [] }],
      update_strategy: [{ type: 'RollingUpdate', rolling_update: [{ partition: 0 }] }],
      template: template(name, podSpec(containers, pod)),
      volume_claim_template: [{ metadata: metadata('data'), spec: [{ access_modes: ['ReadWriteOnce'] }] }],
      ...spec,
    },
  ],
});

export const service = (spec: Values = {}, name = 'web'): Values => ({
  id: `shop/${name}`,
  metadata: metadata(name),
  spec: [
    {
      type: 'ClusterIP',
      cluster_ip: '10.96.0.10',
      selector: labels(name),
      port: [{ name: 'http', port: 80, target_port: '8080', protocol: 'TCP', node_port: 0 }],
      ...spec,
    },
  ],
});

export const claim = (spec: Values = {}, name = 'data'): Values => ({
  id: `shop/${name}`,
  metadata: metadata(name),
  spec: [
    {
      access_modes: ['ReadWriteOnce'],
      resources: [{ requests: { storage: '10Gi' }, limits: null }],
      storage_class_name: 'standard',
      volume_name: 'pv-1',
      ...spec,
    },
  ],
});

export const daemonSet = ({ name = 'agent', spec = {}, containers, pod }: WorkloadParts = {}): Values => ({
  id: `shop/${name}`,
  metadata: metadata(name),
  spec: [
    {
      selector: [{ match_labels: labels(name), match_expressions: [] }],
      strategy: [{ type: 'RollingUpdate', rolling_update: [{ max_unavailable: '1', max_surge: '0' }] }],
      template: template(name, podSpec(containers, pod)),
      ...spec,
    },
  ],
});
