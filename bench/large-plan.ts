/** A plan of so many Deployments with a new image each, about 25 KB of JSON a workload, as Terraform writes them. */
export function planOf(workloads: number): object {
  return {
    format_version: '1.2',
    terraform_version: '1.11.4',
    applyable: true,
    complete: true,
    errored: false,
    resource_changes: Array.from({ length: workloads }, (_, index) => {
      const before = deployment(index, '1.0.0');
      return {
        address: `kubernetes_deployment_v1.web-${index}`,
        mode: 'managed',
        type: 'kubernetes_deployment_v1',
        name: `web-${index}`,
        provider_name: 'registry.terraform.io/hashicorp/kubernetes',
        change: {
          actions: ['update'],
          before,
          after: deployment(index, '1.1.0'),
          after_unknown: {},
          before_sensitive: {},
          after_sensitive: {},
        },
      };
    }),
    prior_state: {
      format_version: '1.0',
      values: {
        root_module: {
          resources: Array.from({ length: workloads }, (_, index) => ({
            address: `kubernetes_deployment_v1.web-${index}`,
            mode: 'managed',
            type: 'kubernetes_deployment_v1',
            name: `web-${index}`,
            values: deployment(index, '1.0.0'),
            sensitive_values: {},
          })),
        },
      },
    },
  };
}

function deployment(index: number, version: string): object {
  const name = `web-${index}`;
  return {
    id: `shop/${name}`,
    metadata: [
      {
        name,
        namespace: 'shop',
        labels: { 'app.kubernetes.io/name': name },
        generation: 4,
        resource_version: String(1000 + index),
        uid: `uid-${index}`,
      },
    ],
    wait_for_rollout: true,
    spec: [
      {
        replicas: '3',
        selector: [{ match_labels: { 'app.kubernetes.io/name': name } }],
        strategy: [{ type: 'RollingUpdate', rolling_update: [{ max_surge: '1', max_unavailable: '0' }] }],
        template: [
          {
            metadata: [{ labels: { 'app.kubernetes.io/name': name }, annotations: {} }],
            spec: [
              {
                container: [
                  {
                    name: 'web',
                    image: `registry.example/web:${version}`,
                    env: Array.from({ length: 40 }, (_, at) => ({
                      name: `SETTING_${at}`,
                      value: `value ${at} of ${name}`,
                      value_from: [],
                    })),
                    port: [{ name: 'http', container_port: 8080, protocol: 'TCP', host_ip: '', host_port: 0 }],
                    readiness_probe: [probe('/readyz')],
                    liveness_probe: [probe('/healthz')],
                    startup_probe: [probe('/healthz')],
                    lifecycle: [
                      {
                        post_start: [],
                        pre_stop: [{ exec: [{ command: ['sleep', '5'] }], http_get: [], tcp_socket: [] }],
                      },
                    ],
                    resources: [{ limits: { cpu: '1', memory: '256Mi' }, requests: { cpu: '100m', memory: '128Mi' } }],
                    volume_mount: Array.from({ length: 10 }, (_, at) => ({
                      name: `volume-${at}`,
                      mount_path: `/var/lib/data-${at}`,
                      read_only: true,
                      sub_path: '',
                    })),
                  },
                ],
                volume: Array.from({ length: 10 }, (_, at) => ({
                  name: `volume-${at}`,
                  config_map: [{ name: `settings-${at}`, optional: false, items: [] }],
                })),
                termination_grace_period_seconds: 30,
              },
            ],
          },
        ],
      },
    ],
  };
}

const probe = (path: string): object => ({
  http_get: [{ path, port: '8080', scheme: 'HTTP', host: '' }],
  period_seconds: 5,
  timeout_seconds: 1,
  failure_threshold: 3,
  success_threshold: 1,
});
