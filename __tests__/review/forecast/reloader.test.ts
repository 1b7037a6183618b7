import { container, deployment, metadata } from '../../support/kubernetes-values';
import { unchanged, updated, type Entry, type Values } from '../../support/plan-builder';
import { forecast } from './release';

const settings = (theme: string, annotations: Values = {}): Values => ({
  metadata: metadata('settings', { annotations }),
  data: { THEME: theme },
});
const change = (annotations: Values = {}): Entry =>
  updated('kubernetes_config_map_v1.settings', settings('dark', annotations), settings('light', annotations));
const reads = [container({ env_from: [{ config_map_ref: [{ name: 'settings' }] }] })];
const annotated = (annotations: Values): Values => ({
  ...deployment({ containers: reads }),
  metadata: metadata('web', { annotations }),
});
const told = (annotations: Values, ofMap: Values = {}) =>
  forecast([unchanged('kubernetes_deployment_v1.web', annotated(annotations)), change(ofMap)]);

it('I14 Reloader restarts the pods of a workload that asks for it', () => {
  expect(told({ 'reloader.stakater.com/auto': 'true' })).toMatchObject({
    impact: 'unknown',
    lowestAvailable: null,
    reasons: [{ text: expect.stringMatching(/^ConfigMap settings changes, and Reloader restarts the pods for it/) }],
  });
  expect(told({ 'configmap.reloader.stakater.com/reload': 'other, settings' }).impact).toBe('unknown');
  expect(told({ 'configmap.reloader.stakater.com/auto': 'true' }).impact).toBe('unknown');
  const search = { 'reloader.stakater.com/search': 'true' };
  expect(told(search, { 'reloader.stakater.com/match': 'true' }).impact).toBe('unknown');
});

it('I14 Reloader leaves alone what no annotation names', () => {
  for (const annotations of [
    {},
    { 'reloader.stakater.com/auto': 'false' },
    { 'configmap.reloader.stakater.com/reload': 'other' },
    { 'secret.reloader.stakater.com/reload': 'settings' },
    { 'reloader.stakater.com/search': 'true' },
  ])
    expect(told(annotations).impact).toBe('none');
});

it('I14 Reloader adds nothing where the release exchanges the pods', () => {
  const auto = annotated({ 'reloader.stakater.com/auto': 'true' });
  const next = {
    ...deployment({ containers: [{ ...reads[0], image: 'registry.example/web:2.0.0-0123456789ab' }] }),
    metadata: metadata('web', { annotations: { 'reloader.stakater.com/auto': 'true' } }),
  };
  expect(forecast([updated('kubernetes_deployment_v1.web', auto, next), change()]).impact).toBe('none');
});
