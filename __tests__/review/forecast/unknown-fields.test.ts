import type { Impact } from '../../../review/model';
import { container, deployment, metadata, service, statefulSet } from '../../support/kubernetes-values';
import { type Entry, unchanged, type Values } from '../../support/plan-builder';
import { hidden, placesOf } from '../../support/unknown-places';
import { forecast } from './release';

/**
 * Every place of a workload and of what stands around it, one after the other, is known only after apply. Those that a rule reads
 * must keep the forecast from `none`; the others must not, or nobody would read forecasts any more.
 */
const web = 'kubernetes_deployment_v1.web';
const front = 'kubernetes_service_v1.web';
const image = 'registry.example/web:2.0.0-0123456789ab';
const pods = (more: Values = {}): Values => deployment({ containers: [container({ startup_probe: [], ...more })] });
const entrance = service({
  type: 'NodePort',
  external_traffic_policy: 'Cluster',
  internal_traffic_policy: 'Cluster',
  load_balancer_source_ranges: [],
  port: [{ name: 'http', port: 80, target_port: '8080', protocol: 'TCP', node_port: 30080 }],
});

const database = 'kubernetes_stateful_set_v1.web';
const set = (more: Values = {}): Values =>
  statefulSet({ name: 'web', spec: { replicas: '3' }, containers: [container({ startup_probe: [], ...more })] });
const way: Values = {
  id: 'shop/web',
  metadata: metadata('web', { annotations: { 'nginx.ingress.kubernetes.io/proxy-read-timeout': '5' } }),
  spec: [
    {
      ingress_class_name: 'public',
      tls: [{ hosts: ['shop.example'], secret_name: 'shop-tls' }],
      rule: [
        {
          host: 'shop.example',
          http: [
            {
              path: [
                { path: '/', path_type: 'Prefix', backend: [{ service: [{ name: 'web', port: [{ number: 80 }] }] }] },
              ],
            },
          ],
        },
      ],
    },
  ],
};
const scaler: Values = {
  id: 'shop/web',
  metadata: metadata('web'),
  spec: [
    {
      min_replicas: 2,
      max_replicas: 6,
      scale_target_ref: [{ api_version: 'apps/v1', kind: 'Deployment', name: 'web' }],
      metric: [
        { type: 'Resource', resource: [{ name: 'cpu', target: [{ type: 'Utilization', average_utilization: 50 }] }] },
      ],
    },
  ],
};
const shield: Values = {
  id: 'shop/web',
  metadata: metadata('web'),
  spec: [
    {
      pod_selector: [{ match_labels: { app: 'web' }, match_expressions: [] }],
      policy_types: ['Ingress'],
      ingress: [
        {
          from: [{ namespace_selector: [{ match_labels: { team: 'edge' } }] }],
          ports: [{ port: '8080', protocol: 'TCP' }],
        },
      ],
    },
  ],
};

const read = {
  deployment: [
    'spec',
    'spec.0',
    'spec.0.replicas',
    /^spec\.0\.strategy/,
    'spec.0.template',
    'spec.0.template.0',
    'spec.0.template.0.metadata',
    'spec.0.template.0.metadata.0',
    /labels/,
    'spec.0.template.0.spec',
    'spec.0.template.0.spec.0',
    /container$/,
    /container\.0$/,
    /container\.0\.port$/,
    /container\.0\.port\.0$/,
    /container_port$/,
    /readiness_probe$/,
    /readiness_probe\.0$/,
  ],
  service: [
    'metadata',
    'metadata.0',
    /annotations/,
    'spec',
    'spec.0',
    /selector/,
    /^spec\.0\.port$/,
    /port\.0$/,
    /\.(port|target_port|protocol|node_port)$/,
    /type$/,
    /traffic_policy$/,
    /source_ranges$/,
  ],
  ingress: [
    'metadata',
    'metadata.0',
    'metadata.0.namespace',
    /annotations/,
    'spec',
    'spec.0',
    'spec.0.ingress_class_name',
    /^spec\.0\.tls/,
    /^spec\.0\.rule/,
  ],
  autoscaler: ['spec', 'spec.0', /replicas$/, /metric/, /target_ref$/, /target_ref\.0$/, /target_ref\.0\.(kind|name)$/],
  policy: [/^spec/],
};
const readOfStatefulSet = [
  ...read.deployment,
  'spec.0.update_strategy',
  'spec.0.update_strategy.0',
  'spec.0.update_strategy.0.type',
  /rolling_update/,
];

/** `metadata.0.labels` are the object's own, and so are the labels its selector names: neither moves a pod. */
const harmless = [/^metadata/, /^id$/, /^wait_for_rollout$/, /^spec\.0\.selector/, /init_container/];

const isRead = (place: string, places: readonly (string | RegExp)[], never: readonly RegExp[]): boolean =>
  !never.some((pattern) => pattern.test(place)) &&
  places.some((one) => (typeof one === 'string' ? one === place : one.test(place)));

/** One object with each of its places hidden in turn: where the forecast differs from that of the object as it is. */
function expectSweep(
  swept: { readonly address: string; readonly before: Values; readonly after: Values },
  beside: readonly Entry[],
  { places, never = [], as }: { places: readonly (string | RegExp)[]; never?: readonly RegExp[]; as: Impact },
): void {
  const { address, before, after } = swept;
  const all = placesOf(after);
  const impactWith = (entry: Entry): Impact => forecast([...beside, entry]).impact;
  const say = (place: string, impact: Impact): string => `${place} ${impact === as ? as : 'worse'}`;
  expect(all.map((steps) => say(steps.join('.'), impactWith(hidden(address, before, after, steps))))).toEqual(
    all.map((steps) => `${steps.join('.')} ${isRead(steps.join('.'), places, never) ? 'worse' : as}`),
  );
}

const identity = [/^metadata/, /^id$/];

it('I18 of a Deployment, exactly what the rules read keeps it from none', () => {
  const after = pods({ image });
  expect(placesOf(after).length).toBeGreaterThan(90);
  expectSweep({ address: web, before: pods(), after }, [unchanged(front, entrance)], {
    places: read.deployment,
    never: harmless,
    as: 'none',
  });
});

it('I18 of a StatefulSet, exactly what the rules read keeps it from being merely reduced', () => {
  const after = set({ image });
  expect(placesOf(after).length).toBeGreaterThan(90);
  expectSweep({ address: database, before: set(), after }, [unchanged(front, entrance)], {
    places: readOfStatefulSet,
    never: [...harmless, /volume_claim_template/],
    as: 'reduced',
  });
});

it('I18 of a Service, exactly what the rules read keeps it from none', () => {
  expect(placesOf(entrance).length).toBeGreaterThan(20);
  expectSweep({ address: front, before: entrance, after: entrance }, [unchanged(web, pods())], {
    places: read.service,
    never: [/^id$/, /^metadata\.0\.(name|namespace|labels)/],
    as: 'none',
  });
});

it('I18 of an Ingress, exactly what the rules read keeps it from none', () => {
  expect(placesOf(way).length).toBeGreaterThan(20);
  expectSweep(
    { address: 'kubernetes_ingress_v1.web', before: way, after: way },
    [unchanged(web, pods()), unchanged(front, entrance)],
    { places: read.ingress, never: [/^id$/], as: 'none' },
  );
});

it('I18 of an autoscaler, exactly what the rules read keeps it from none', () => {
  expectSweep(
    { address: 'kubernetes_horizontal_pod_autoscaler_v2.web', before: scaler, after: scaler },
    [unchanged(web, pods())],
    { places: read.autoscaler, never: identity, as: 'none' },
  );
});

it('I18 of a NetworkPolicy, exactly what the rules read keeps it from none', () => {
  expectSweep(
    { address: 'kubernetes_network_policy_v1.web', before: shield, after: shield },
    [unchanged(web, pods())],
    {
      places: read.policy,
      never: identity,
      as: 'none',
    },
  );
});
