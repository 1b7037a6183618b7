import type { Forecast } from '../../../review/model';
import { container, deployment, service } from '../../support/kubernetes-values';
import { type Entry, unchanged, updated, type Values } from '../../support/plan-builder';
import { forecast } from './release';

/**
 * Every place of a Deployment and of its Service, one after the other, is known only after apply. Those that a rule reads
 * must keep the forecast from `none`; the others must not, or nobody would read forecasts any more.
 */
type Steps = readonly (string | number)[];

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
};

/** `metadata.0.labels` are the object's own, and so are the labels its selector names: neither moves a pod. */
const harmless = [/^metadata/, /^id$/, /^wait_for_rollout$/, /^spec\.0\.selector/, /init_container/];

const isRead = (place: string, places: readonly (string | RegExp)[], never: readonly RegExp[]): boolean =>
  !never.some((pattern) => pattern.test(place)) &&
  places.some((one) => (typeof one === 'string' ? one === place : one.test(place)));

function placesOf(value: unknown, steps: Steps = []): readonly Steps[] {
  const inside = Array.isArray(value)
    ? value.flatMap((one, index) => placesOf(one, [...steps, index]))
    : typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, one]) => placesOf(one, [...steps, key]))
      : [];
  return steps.length === 0 ? inside : [steps, ...inside];
}

/** As Terraform writes it: absent from `after`, true in `after_unknown`. */
function hidden(address: string, before: Values, after: Values, steps: Steps): Entry {
  return updated(address, before, without(after, steps) as Values, { afterUnknown: marksOf(steps) as never });
}

function marksOf([first, ...rest]: Steps): unknown {
  if (first === undefined) return true;
  return typeof first === 'string'
    ? { [first]: marksOf(rest) }
    : [...Array.from({ length: first }, () => ({})), marksOf(rest)];
}

function without(value: unknown, [first, ...rest]: Steps): unknown {
  const inner = (one: unknown): unknown => (rest.length === 0 ? null : without(one, rest));
  if (Array.isArray(value)) return value.map((one: unknown, index) => (index === first ? inner(one) : one));
  const entries = Object.entries(value as object).flatMap(([key, one]) =>
    key !== first ? [[key, one]] : rest.length === 0 ? [] : [[key, inner(one)]],
  );
  return Object.fromEntries(entries);
}

const say = (place: string, { impact }: Forecast): string => `${place} ${impact === 'none' ? 'none' : 'not none'}`;
const expected = (place: string, matters: boolean): string => `${place} ${matters ? 'not none' : 'none'}`;

it('I18 of a Deployment, exactly what the rules read keeps it from none', () => {
  const after = pods({ image });
  const places = placesOf(after).map((steps) => ({ steps, place: steps.join('.') }));
  expect(places.length).toBeGreaterThan(90);
  expect(
    places.map(({ steps, place }) =>
      say(place, forecast([hidden(web, pods(), after, steps), unchanged(front, entrance)])),
    ),
  ).toEqual(places.map(({ place }) => expected(place, isRead(place, read.deployment, harmless))));
});

it('I18 of a Service, exactly what the rules read keeps it from none', () => {
  const places = placesOf(entrance).map((steps) => ({ steps, place: steps.join('.') }));
  expect(places.length).toBeGreaterThan(20);
  expect(
    places.map(({ steps, place }) =>
      say(place, forecast([unchanged(web, pods()), hidden(front, entrance, entrance, steps)])),
    ),
  ).toEqual(places.map(({ place }) => expected(place, isRead(place, read.service, [/^metadata/, /^id$/]))));
});
