import { container, metadata, podSpec } from '../../support/kubernetes-values';
import { unchanged, updated, type Values } from '../../support/plan-builder';
import { forecast } from './release';

it('I14 what runs to its end reads changed configuration with its next run', () => {
  const settings = (title: string): Values => ({ metadata: metadata('settings'), data: { title } });
  const template = [{ spec: podSpec([container({ env_from: [{ config_map_ref: [{ name: 'settings' }] }] })]) }];
  const spec = [{ schedule: '0 3 * * *', job_template: [{ spec: [{ template }] }] }];
  const report = unchanged('kubernetes_cron_job_v1.report', { metadata: metadata('report'), spec });
  const change = updated('kubernetes_config_map_v1.settings', settings('a'), settings('b'));
  expect(forecast([report, change]).reasons).toMatchObject([
    { text: 'ConfigMap settings changes; the next run reads it.' },
  ]);
});
