import { convert } from '../../../review/kubernetes-object/convert';
import { kindOfType } from '../../../review/kubernetes-object/types';
import { isUnknown, overlay } from '../../../review/kubernetes-object/unknown';

describe('a provider resource in Kubernetes shape', () => {
  it('keeps map keys, unwraps blocks, names lists as Kubernetes does', () => {
    expect(
      convert({
        metadata: [{ name: 'web', labels: { 'app.kubernetes.io/name': 'web', some_label: 'x' }, generation: 3 }],
        wait_for_rollout: true,
        spec: [
          {
            replicas: '3',
            selector: [{ match_labels: { app_name: 'web' } }],
            strategy: [{ type: 'RollingUpdate', rolling_update: [{ max_surge: '1', max_unavailable: '0' }] }],
            template: [
              {
                spec: [
                  {
                    host_pid: false,
                    container: [
                      {
                        name: 'web',
                        port: [{ container_port: 8080 }],
                        env: [{ name: 'A', value_from: [{ secret_key_ref: [{ name: 's', key: 'k' }] }] }],
                        lifecycle: [{ pre_stop: [{ exec: [{ command: ['sleep', '5'] }] }] }],
                        resources: [{ limits: { cpu: '1' }, requests: {} }],
                        readiness_probe: [{ http_get: [{ path: '/', port: '8080' }] }],
                      },
                    ],
                    volume: [{ name: 'v', secret: [{ secret_name: 's', items: [] }] }],
                  },
                ],
              },
            ],
          },
        ],
      }),
    ).toEqual({
      metadata: { name: 'web', labels: { 'app.kubernetes.io/name': 'web', some_label: 'x' }, generation: 3 },
      waitForRollout: true,
      spec: {
        replicas: '3',
        selector: { matchLabels: { app_name: 'web' } },
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '1', maxUnavailable: '0' } },
        template: {
          spec: {
            hostPID: false,
            containers: [
              {
                name: 'web',
                ports: [{ containerPort: 8080 }],
                env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }],
                lifecycle: { preStop: { exec: { command: ['sleep', '5'] } } },
                resources: { limits: { cpu: '1' }, requests: {} },
                readinessProbe: { httpGet: { path: '/', port: '8080' } },
              },
            ],
            volumes: [{ name: 'v', secret: { secretName: 's' } }],
          },
        },
      },
    });
  });

  it('tells the one port of an Ingress backend from the ports of a Service', () => {
    const spec = [
      {
        rule: [
          {
            host: 'a',
            http: [{ path: [{ path: '/', backend: [{ service: [{ name: 'web', port: [{ number: 80 }] }] }] }] }],
          },
        ],
      },
    ];
    expect(convert({ spec })).toEqual({
      spec: {
        rules: [
          { host: 'a', http: { paths: [{ path: '/', backend: { service: { name: 'web', port: { number: 80 } } } }] } },
        ],
      },
    });
    expect(convert({ spec: [{ selector: { app: 'web' }, port: [{ port: 80, target_port: 'http' }] }] })).toEqual({
      spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 'http' }] },
    });
  });

  it('marks what is known only after apply, absent keys and null elements included', () => {
    const overlaid = overlay(
      { metadata: [{ name: 'a' }], list: [null, 1] },
      { metadata: [{ uid: true }], list: [true, false] },
    ) as {
      metadata: [{ uid: unknown; name: string }];
      list: unknown[];
    };
    expect(isUnknown(overlaid.metadata[0].uid)).toBe(true);
    expect(overlaid.metadata[0].name).toBe('a');
    expect(overlaid.list.map(isUnknown)).toEqual([true, false]);
  });
});

it.each([
  ['kubernetes_deployment_v1', 'Deployment'],
  ['kubernetes_deployment', 'Deployment'],
  ['kubernetes_daemonset', 'DaemonSet'],
  ['kubernetes_daemon_set_v1', 'DaemonSet'],
  ['kubernetes_horizontal_pod_autoscaler_v2beta2', 'HorizontalPodAutoscaler'],
  ['kubernetes_pod_disruption_budget_v1', 'PodDisruptionBudget'],
  ['kubernetes_default_service_account_v1', 'ServiceAccount'],
  ['kubernetes_labels', undefined],
  ['aws_instance', undefined],
])('%s is %s', (type, kind) => expect(kindOfType(type, {})).toBe(kind));

it('a manifest is what its kind says', () =>
  expect(kindOfType('kubernetes_manifest', { manifest: { kind: 'HTTPRoute' } })).toBe('HTTPRoute'));
