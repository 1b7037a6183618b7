import { container, deployment, metadata, podSpec, statefulSet } from '../../support/kubernetes-values';
import { replaced, unchanged, updated, type Entry, type Values } from '../../support/plan-builder';
import { dangling, forecast, workloadsOf } from './release';

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

const image = 'registry.example/web:2.0.0-0123456789ab';
const settings = (data: Values): Values => ({ metadata: metadata('settings'), data });
const change = (was: Values, is: Values) => updated('kubernetes_config_map_v1.settings', settings(was), settings(is));
const volume = [{ name: 'settings', config_map: [{ name: 'settings' }] }];

describe('a key that a pod mounts by sub path', () => {
  const mounting = (key: string, more: Values = {}) =>
    deployment({
      containers: [container({ volume_mount: [{ name: 'settings', mount_path: '/a', sub_path: key }], ...more })],
      pod: { volume },
    });
  const renamed = change({ title: 'a' }, { name: 'a' });
  const web = 'kubernetes_deployment_v1.web';

  it('I14 is missed by the next pod when it goes', () => {
    const entries = [unchanged(web, mounting('title')), renamed];
    expect(forecast(entries)).toMatchObject({
      impact: 'none',
      reasons: [{ text: expect.stringContaining('a pod that starts later finds an empty directory in its place') }],
      conditions: [{ if: 'a pod is moved to another node or restarted', impact: 'reduced' }],
    });
    expect(dangling(entries)).toEqual([expect.stringContaining('key title of ConfigMap settings')]);
    expect(dangling([unchanged(web, mounting('other')), renamed])).toEqual([]);
  });

  it('C5 I14 may keep new pods from starting when it goes', () => {
    const rolled = (key: string) => forecast([updated(web, mounting('title'), mounting(key, { image })), renamed]);
    expect(rolled('title').completes).toEqual({
      state: 'unknown',
      reason: 'ConfigMap settings loses key title, in place of which new pods find an empty directory',
    });
    expect(rolled('name')).toMatchObject({ completes: { state: 'expected' }, conditions: [] });
  });
});

describe('pods that are not exchanged', () => {
  const reading = { env_from: [{ config_map_ref: [{ name: 'settings' }] }] };
  const files = { volume_mount: [{ name: 'settings', mount_path: '/a' }] };
  const set = (more: Values, partition: number, replicas = '3', tag = 'database:1') =>
    statefulSet({
      spec: { replicas, update_strategy: [{ type: 'RollingUpdate', rolling_update: [{ partition }] }] },
      containers: [container({ image: tag, ...more })],
      pod: { volume },
    });
  const told = (more: Values, partition: number, replicas?: string) =>
    workloadsOf([
      updated(
        'kubernetes_stateful_set_v1.database',
        set(more, partition, replicas),
        set(more, partition, replicas, image),
      ),
      change({ title: 'a' }, { title: 'b' }),
    ])[0]?.forecast;

  it('I14 below a partition keep or reread what they had', () => {
    expect(told(files, 2)?.impact).toBe('unknown');
    expect(told(files, 0)?.impact).toBe('reduced');
    const texts = (partition: number) => told(reading, partition)?.reasons.map(({ text }) => text);
    expect(texts(2)).toContain(
      'ConfigMap settings changes, but some pods may not restart: pods that stay keep the old values as their environment.',
    );
    expect(texts(0)).toContain('ConfigMap settings changes, and the new pods read it.');
  });

  it('I14 of a Deployment that may have had nothing to resume reread their files', () => {
    const paused = (flag: boolean) =>
      deployment({ spec: { paused: flag }, containers: [container(files)], pod: { volume } });
    const entry = updated('kubernetes_deployment_v1.web', paused(true), paused(false));
    expect(forecast([entry, change({ title: 'a' }, { title: 'b' })]).impact).toBe('unknown');
  });

  it.each([
    [
      'a paused Deployment',
      'kubernetes_deployment_v1.web',
      (tag: string) =>
        deployment({ spec: { paused: true }, containers: [container({ image: tag, ...files })], pod: { volume } }),
    ],
    [
      'a StatefulSet that waits for deletion',
      'kubernetes_stateful_set_v1.database',
      (tag: string) =>
        statefulSet({
          spec: { update_strategy: [{ type: 'OnDelete' }] },
          containers: [container({ image: tag, ...files })],
          pod: { volume },
        }),
    ],
  ])('I14 of %s reread their files', (_, address, side) =>
    expect(forecast([updated(address, side('a:1'), side('a:2')), change({ title: 'a' }, { title: 'b' })]).impact).toBe(
      'unknown',
    ),
  );
});

it('I14 a ConfigMap replaced under another name, which the pods follow, is told of once', () => {
  const reading = (name: string) =>
    deployment({ containers: [container({ env_from: [{ config_map_ref: [{ name }] }] })] });
  const named = (name: string, title: string): Values => ({ metadata: metadata(name), data: { title } });
  const swapped: Entry = {
    ...replaced('kubernetes_config_map_v1.web', named('web-1', 'a'), named('web-2', 'b')),
    actions: ['create', 'delete'],
  };
  const { reasons } = forecast([updated('kubernetes_deployment_v1.web', reading('web-1'), reading('web-2')), swapped]);
  expect(reasons.filter(({ text }) => text.includes('ConfigMap'))).toHaveLength(1);
});
