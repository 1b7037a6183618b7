import type { ITerraformDependable } from 'cdktf/lib/terraform-dependable';
import { ConfigMapV1 } from '@cdktf/provider-kubernetes/lib/config-map-v1';
import { WebService } from '../../constructs/web-service';
import type { WebServiceProps } from '../../constructs/web-service-props';
import { addressesOf, synthesizeStack, theOnly, type Json, type SynthesizedStack } from '../support/synth';

const required: WebServiceProps = {
  namespace: 'shop',
  image: 'registry.example.com/web:1.0.0-0123456789ab',
  resources: { cpu: '100m', memory: '128Mi' },
  user: 10001,
};

function stackWith(props: Partial<WebServiceProps> = {}): SynthesizedStack {
  return synthesizeStack((stack) => new WebService(stack, 'web', { ...required, ...props }));
}

const deployment = (props?: Partial<WebServiceProps>): Json => theOnly(stackWith(props), 'kubernetes_deployment_v1');
const service = (props?: Partial<WebServiceProps>): Json => theOnly(stackWith(props), 'kubernetes_service_v1');

/** A pod template with this pod, or a pod with this container. */
const withPod = (spec: object): object => ({ spec: { template: { spec } } });
const withContainer = (container: object): object => withPod({ container: [container] });

it('makes a Deployment, a Service and a budget, and nothing else', () => {
  expect(addressesOf(stackWith())).toEqual([
    'kubernetes_deployment_v1.web',
    'kubernetes_pod_disruption_budget_v1.web_disruption-budget_FBCB8697',
    'kubernetes_service_v1.web_service_10983F6A',
  ]);
});

it('selects the pods that it makes', () => {
  const stack = stackWith();
  const labels = { 'app.kubernetes.io/name': 'web' };
  expect(theOnly(stack, 'kubernetes_deployment_v1')).toMatchObject({
    spec: { selector: { match_labels: labels }, template: { metadata: { labels } } },
  });
  expect(theOnly(stack, 'kubernetes_service_v1')).toMatchObject({ spec: { selector: labels } });
  expect(theOnly(stack, 'kubernetes_pod_disruption_budget_v1')).toMatchObject({
    spec: { max_unavailable: '1', selector: { match_labels: labels } },
  });
});

/** Each property without and with a value. */
const probe = { path: '/other', periodSeconds: 7, timeoutSeconds: 3, failureThreshold: 9 };
const renderedProbe = {
  http_get: { path: '/other', port: '8080' },
  period_seconds: 7,
  timeout_seconds: 3,
  failure_threshold: 9,
};
it.each<[keyof WebServiceProps, object, Partial<WebServiceProps>, object]>([
  [
    'port',
    withContainer({ port: [{ container_port: 8080, name: 'http' }] }),
    { port: 3000 },
    withContainer({ port: [{ container_port: 3000 }] }),
  ],
  ['replicas', { spec: { replicas: '3' } }, { replicas: 5 }, { spec: { replicas: '5' } }],
  ['args', {}, { args: ['serve'] }, withContainer({ args: ['serve'] })],
  [
    'user',
    withPod({ security_context: { run_as_user: '10001', fs_group: '10001' } }),
    { user: 7 },
    withPod({ security_context: { run_as_user: '7' } }),
  ],
  [
    'serviceAccount',
    withPod({ automount_service_account_token: false }),
    { serviceAccount: 'web' },
    withPod({ service_account_name: 'web' }),
  ],
  [
    'writableFolders',
    withContainer({ volume_mount: [{ name: 'tmp', mount_path: '/tmp' }] }),
    { writableFolders: ['/var/cache'] },
    withContainer({ volume_mount: [{ name: 'var-cache', mount_path: '/var/cache' }] }),
  ],
  [
    'maxSurge',
    { spec: { strategy: { rolling_update: { max_surge: '1' } } } },
    { maxSurge: '50%' },
    { spec: { strategy: { rolling_update: { max_surge: '50%' } } } },
  ],
  [
    'maxUnavailable',
    { spec: { strategy: { rolling_update: { max_unavailable: '0' } } } },
    { maxUnavailable: '25%' },
    { spec: { strategy: { rolling_update: { max_unavailable: '25%' } } } },
  ],
  [
    'preStopSeconds',
    withContainer({ lifecycle: { pre_stop: [{ exec: { command: ['sleep', '5'] } }] } }),
    { preStopSeconds: 9 },
    withContainer({ lifecycle: { pre_stop: [{ exec: { command: ['sleep', '9'] } }] } }),
  ],
  [
    'drainSeconds',
    withPod({ termination_grace_period_seconds: 35 }),
    { drainSeconds: 60 },
    withPod({ termination_grace_period_seconds: 65 }),
  ],
  [
    'progressDeadlineSeconds',
    { spec: { progress_deadline_seconds: 180 }, timeouts: { create: '4m', update: '4m' } },
    { progressDeadlineSeconds: 300 },
    { spec: { progress_deadline_seconds: 300 }, timeouts: { create: '6m', update: '6m' } },
  ],
  [
    'readiness',
    withContainer({ readiness_probe: { http_get: { path: '/readyz', port: '8080' }, period_seconds: 2 } }),
    { readiness: probe },
    withContainer({ readiness_probe: renderedProbe }),
  ],
  [
    'liveness',
    withContainer({ liveness_probe: { http_get: { path: '/healthz' }, period_seconds: 10, failure_threshold: 6 } }),
    { liveness: probe },
    withContainer({ liveness_probe: renderedProbe }),
  ],
  [
    'startup',
    withContainer({ startup_probe: { http_get: { path: '/healthz' }, period_seconds: 1, failure_threshold: 60 } }),
    { startup: probe },
    withContainer({ startup_probe: renderedProbe }),
  ],
  [
    'resources',
    withContainer({ resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '128Mi' } } }),
    { resources: { cpu: '1', memory: '1Gi', cpuLimit: '2' } },
    withContainer({ resources: { requests: { cpu: '1', memory: '1Gi' }, limits: { cpu: '2', memory: '1Gi' } } }),
  ],
  [
    'variables',
    withContainer({}),
    { variables: { B: 'value', A: { secret: 'credentials', key: 'password' } } },
    withContainer({
      env: [
        { name: 'A', value_from: { secret_key_ref: { name: 'credentials', key: 'password' } } },
        { name: 'B', value: 'value' },
      ],
    }),
  ],
])('%s has a default and can be changed', (_property, byDefault, change, changed) => {
  expect(deployment()).toMatchObject(byDefault);
  expect(deployment(change)).toMatchObject(changed);
});

it.each<[Partial<WebServiceProps>, object]>([
  [{}, { spec: { type: 'ClusterIP', port: [{ port: 80, target_port: 'http' }] }, wait_for_load_balancer: false }],
  [{ exposure: { type: 'NodePort', nodePort: 30080 } }, { spec: { type: 'NodePort', port: [{ node_port: 30080 }] } }],
  [{ exposure: { type: 'LoadBalancer' } }, { spec: { type: 'LoadBalancer' }, wait_for_load_balancer: true }],
])('exposes as %j', (props, expected) => {
  expect(service(props)).toMatchObject(expected);
});

it('runs without any right that it does not need', () => {
  expect(deployment()).toMatchObject(
    withPod({
      security_context: { run_as_non_root: true, seccomp_profile: { type: 'RuntimeDefault' } },
      enable_service_links: false,
      container: [
        {
          security_context: {
            allow_privilege_escalation: false,
            privileged: false,
            read_only_root_filesystem: true,
            run_as_non_root: true,
            capabilities: { drop: ['ALL'] },
          },
        },
      ],
    }),
  );
});

it('waits for its rollout, and spreads its pods where there is more than one node', () => {
  expect(deployment()).toMatchObject({
    wait_for_rollout: true,
    ...withPod({
      topology_spread_constraint: ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'].map((topology_key) => ({
        topology_key,
        when_unsatisfiable: 'ScheduleAnyway',
      })),
    }),
  });
});

it('has no budget for a single pod, which would block every drain of its node', () => {
  expect(addressesOf(stackWith({ replicas: 1 })).filter((address) => address.includes('budget'))).toEqual([]);
});

it('has no preStop hook when it is told to wait for nothing', () => {
  expect(JSON.stringify(deployment({ preStopSeconds: 0 }))).not.toContain('pre_stop');
});

it('rolls the pods when a setting changes, and not when only their order does', () => {
  const hashOf = (config: Record<string, string>): string => {
    const [hash] = /"plimsoll.dev\/config-hash":"[0-9a-f]{16}"/.exec(JSON.stringify(deployment({ config }))) ?? [];
    return hash ?? 'none';
  };
  const hash = hashOf({ A: '1', B: '2' });
  expect(hash).not.toBe('none');
  expect(hashOf({ B: '2', A: '1' })).toBe(hash);
  expect(hashOf({ A: '1', B: '3' })).not.toBe(hash);
});

it('waits for what has to come first', () => {
  const stack = synthesizeStack((scope) => {
    const first: ITerraformDependable = new ConfigMapV1(scope, 'first', { metadata: { name: 'first' } });
    new WebService(scope, 'web', { ...required, config: { A: '1' }, after: [first] });
  });
  expect(theOnly(stack, 'kubernetes_deployment_v1')).toMatchObject({
    depends_on: ['kubernetes_config_map_v1.web_config_21585CBA', 'kubernetes_config_map_v1.first'],
  });
});

it.each<[string, Partial<WebServiceProps>, string]>([
  [
    'image without tag',
    { image: 'registry.example.com:5000/web' },
    'image: "registry.example.com:5000/web" names no tag or digest; without one the next restart may run something else',
  ],
  ['root', { user: 0 }, 'user: 0 is root; build the image for another user, for instance 10001'],
  ['no pods', { replicas: 0 }, 'replicas: 0 runs no pod; use 1 or more'],
  ['half a pod', { replicas: 1.5 }, 'replicas: 1.5 runs no pod; use 1 or more'],
  ['no port', { port: 70000 }, 'port: 70000 is no port; use 1 to 65535'],
  [
    'milli memory',
    { resources: { cpu: '1', memory: '512m' } },
    'resources.memory: "512m" is 0.512 bytes in Kubernetes; did you mean "512Mi"?',
  ],
  [
    'no quantity',
    { resources: { cpu: 'much', memory: '1Gi' } },
    'resources.cpu: "much" is not a Kubernetes quantity; write for instance "100m" or "128Mi"',
  ],
  ['nothing', { resources: { cpu: '0', memory: '1Gi' } }, 'resources.cpu: "0" must be more than nothing'],
  [
    'limit below request',
    { resources: { cpu: '2', memory: '1Gi', cpuLimit: '1' } },
    'resources.cpuLimit: "1" is less than the request "2"; make it equal or more',
  ],
  ['surge in words', { maxSurge: 'one' }, 'maxSurge: "one" is no amount; write "1" or "25%"'],
  ['unavailable in words', { maxUnavailable: '-1' }, 'maxUnavailable: "-1" is no amount; write "0" or "25%"'],
  [
    'no pod may be replaced',
    { maxSurge: '0', maxUnavailable: '0%' },
    'maxSurge: "0" and maxUnavailable "0" let no pod be replaced; allow one of them at least "1"',
  ],
  [
    'node port out of range',
    { exposure: { type: 'NodePort', nodePort: 80 } },
    'exposure.nodePort: 80 is outside the range of node ports; use 30000 to 32767',
  ],
  ['negative wait', { preStopSeconds: -1 }, 'preStopSeconds: -1 is no time; use 0 or more whole seconds'],
  ['no drain', { drainSeconds: 0 }, 'drainSeconds: 0 ends the pod at once; use 1 or more whole seconds'],
  [
    'deadline before start-up',
    { progressDeadlineSeconds: 60 },
    'progressDeadlineSeconds: 60 gives up before a pod that starts slowly is ready (startup allows 60 s); use more than that',
  ],
  [
    'deadline before a start-up that counts with the defaults of a probe',
    { startup: { path: '/healthz', failureThreshold: 60 } },
    'progressDeadlineSeconds: 180 gives up before a pod that starts slowly is ready (startup allows 300 s); use more than that',
  ],
])('refuses %s', (_what, props, line) => {
  expect(() => stackWith(props)).toThrow(`test/web has 1 mistake:\n  ${line}`);
});

it('names all mistakes at once, with the path of the construct', () => {
  const build = (): unknown => synthesizeStack((stack) => new WebService(stack, '1-Web', { ...required, replicas: 0 }));
  expect(build).toThrow(
    'test/1-Web has 3 mistakes:\n' +
      '  id: "1-Web" cannot name a Kubernetes object; use lower-case letters, digits and "-", at most 63\n' +
      '  id: "1-Web" cannot name a Service; begin with a lower-case letter\n' +
      '  replicas: 0 runs no pod; use 1 or more',
  );
});
