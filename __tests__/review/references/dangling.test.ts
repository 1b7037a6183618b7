import { container, deployment, metadata, service } from '../../support/kubernetes-values';
import { deleted, unchanged, updated, type Values } from '../../support/plan-builder';
import { dangling } from '../forecast/release';

const web = 'kubernetes_deployment_v1.web';
const front = 'kubernetes_service_v1.web';
const settings = (data: Values): Values => ({ metadata: metadata('settings'), data });
const reads = (more: Values = {}): Values => ({
  env: [{ name: 'T', value_from: [{ config_map_key_ref: [{ name: 'settings', key: 'title', ...more }] }] }],
});
const reading = (more?: Values) => unchanged(web, deployment({ containers: [container(reads(more))] }));
const configuration = 'kubernetes_config_map_v1.settings';

describe('a reference that led somewhere before the release', () => {
  it('leads nowhere when its object is deleted', () => {
    expect(dangling([reading(), deleted(configuration, settings({ title: 'a' }))])).toEqual([
      'Deployment web needs ConfigMap settings, which this release deletes (container web > env T).',
    ]);
    expect(dangling([reading({ optional: true }), deleted(configuration, settings({ title: 'a' }))])).toEqual([]);
  });

  it('leads nowhere when the PriorityClass goes, which stands in no namespace', () => {
    const entry = unchanged(web, deployment({ pod: { priority_class_name: 'high' } }));
    const high = deleted('kubernetes_priority_class_v1.high', { metadata: [{ name: 'high' }], value: 1000 });
    expect(dangling([entry, high])).toEqual([
      'Deployment web needs PriorityClass high, which this release deletes (priority class).',
    ]);
  });

  it('leads nowhere when its key goes, and somewhere when it only changes', () => {
    const to = (data: Values) =>
      dangling([reading(), updated(configuration, settings({ title: 'a' }), settings(data))]);
    expect(to({ heading: 'a' })).toEqual([expect.stringContaining('key title of ConfigMap settings')]);
    expect(to({ title: 'b' })).toEqual([]);
  });

  it('leads nowhere when a Service selects no pods any more', () => {
    const other = updated(front, service(), service({ selector: { app: 'other' } }));
    expect(dangling([unchanged(web, deployment()), other])).toEqual([
      'Service web selected Deployment web and selects no pods after this release.',
    ]);
    expect(dangling([unchanged(web, deployment()), unchanged(front, service())])).toEqual([]);
  });

  it('leads nowhere when no container has the port any more', () => {
    const port = { port: [{ container_port: 8080, name: 'web', protocol: 'TCP' }] };
    const byName = unchanged(front, service({ port: [{ port: 80, target_port: 'http', protocol: 'TCP' }] }));
    const renamed = updated(web, deployment(), deployment({ containers: [container(port)] }));
    expect(dangling([renamed, byName])).toEqual([expect.stringContaining('port http')]);
    expect(dangling([renamed, unchanged(front, service())])).toEqual([]);
  });

  it('leads nowhere when the target of an autoscaler goes', () => {
    const scaler: Values = {
      metadata: metadata('web'),
      spec: [{ scale_target_ref: [{ kind: 'Deployment', name: 'web' }] }],
    };
    expect(
      dangling([deleted(web, deployment()), unchanged('kubernetes_horizontal_pod_autoscaler_v2.web', scaler)]),
    ).toEqual([expect.stringContaining('HorizontalPodAutoscaler web needs Deployment web')]);
  });

  describe('as a peer of a network policy', () => {
    const client = 'kubernetes_deployment_v1.client';
    const policy = (from: readonly Values[]): Values => ({
      metadata: metadata('web'),
      spec: [{ pod_selector: [{ match_labels: { app: 'web' } }], policy_types: ['Ingress'], ingress: [{ from }] }],
    });
    const pods = (app: string, more: Values = {}): Values => ({
      pod_selector: [{ match_labels: { app } }],
      namespace_selector: [],
      ...more,
    });
    const inPlace = (from: readonly Values[]) => unchanged('kubernetes_network_policy_v1.web', policy(from));
    const gone = deleted(client, deployment({ name: 'client' }));
    const lost =
      'NetworkPolicy web lets Deployment client in, and after this release no pods have the labels app=client that it asks for.';

    it('leads nowhere when the pods it lets in go', () => {
      expect(dangling([gone, inPlace([pods('client')])])).toEqual([lost]);
      expect(dangling([unchanged(client, deployment({ name: 'client' })), inPlace([pods('client')])])).toEqual([]);
    });

    it('leads nowhere when it asks for labels that nobody has', () => {
      const changed = (to: readonly Values[]) =>
        dangling([
          unchanged(client, deployment({ name: 'client' })),
          updated('kubernetes_network_policy_v1.web', policy([pods('client')]), policy(to)),
        ]);
      expect(changed([pods('clients')])).toEqual([expect.stringContaining('labels app=clients')]);
      expect(changed([pods('client'), pods('somebody')])).toEqual([]);
    });

    it('is looked for in the namespaces it names', () => {
      const named = { namespace_selector: [{ match_labels: { 'kubernetes.io/metadata.name': 'shop' } }] };
      const other = { namespace_selector: [{ match_labels: { 'kubernetes.io/metadata.name': 'elsewhere' } }] };
      expect(dangling([gone, inPlace([pods('client', named)])])).toEqual([lost]);
      expect(dangling([gone, inPlace([pods('client', other)])])).toEqual([]);
      const labelled = { namespace_selector: [{ match_labels: { team: 'a' } }] };
      const namespace = { metadata: [{ name: 'shop', labels: { team: 'a' } }] };
      expect(
        dangling([gone, unchanged('kubernetes_namespace_v1.shop', namespace), inPlace([pods('client', labelled)])]),
      ).toEqual([lost]);
    });
  });

  it('is left alone when the labels of the pods are known only after apply', () => {
    const labels = { metadata: [{ labels: null }] };
    const later = updated(web, deployment(), deployment({ spec: { template: [labels] } }), {
      afterUnknown: { spec: [{ template: [{ metadata: [{ labels: true }] }] }] },
    });
    expect(dangling([later, unchanged(front, service())])).toEqual([]);
  });

  it('is left alone when it led nowhere before as well', () => expect(dangling([reading()])).toEqual([]));
});
