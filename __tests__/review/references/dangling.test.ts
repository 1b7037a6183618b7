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

  it('is left alone when it led nowhere before as well', () => expect(dangling([reading()])).toEqual([]));
});
