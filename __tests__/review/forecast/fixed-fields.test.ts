import { refusedOf } from '../../../review/forecast/refused/objects';
import { objectsOf } from '../../../review/kubernetes-object';
import { updated, type Values } from '../../support/plan-builder';
import { forecast, read } from './release';

const manifest = (kind: string, more: Values): Values => ({
  manifest: { kind, metadata: { name: 'one', namespace: 'shop' }, ...more },
});
const told = (kind: string, was: Values, is: Values): readonly string[] => {
  const entry = updated('kubernetes_manifest.one', manifest(kind, was), manifest(kind, is));
  const { plans, changes } = read([{ stack: 'lab', entries: [entry] }]);
  return refusedOf(objectsOf(plans, changes)).map(({ message }) => message.split(': ')[1] as string);
};
const size = (storage: string): Values => ({ spec: { resources: { requests: { storage } } } });

it.each<[string, string, Values, Values]>([
  [
    'PersistentVolumeClaim',
    'request storage of a PersistentVolumeClaim that exists cannot shrink.',
    size('2Gi'),
    size('1Gi'),
  ],
  [
    'PersistentVolumeClaim',
    'storageClassName',
    { spec: { storageClassName: 'a' } },
    { spec: { storageClassName: 'b' } },
  ],
  [
    'PersistentVolumeClaim',
    'accessModes',
    { spec: { accessModes: ['ReadWriteOnce'] } },
    { spec: { accessModes: ['ReadWriteMany'] } },
  ],
  ['StorageClass', 'parameters', { parameters: { type: 'gp2' } }, { parameters: { type: 'gp3' } }],
  ['PriorityClass', 'value', { value: 1 }, { value: 2 }],
  ['RuntimeClass', 'handler', { handler: 'runc' }, { handler: 'runsc' }],
  ['RoleBinding', 'roleRef', { roleRef: { name: 'a' } }, { roleRef: { name: 'b' } }],
])('C12 of a %s is refused: %s', (kind, text, was, is) => {
  const [message, ...more] = told(kind, was, is);
  expect(more).toEqual([]);
  expect(message?.replace(/[ >]/g, '').toLowerCase()).toContain(text.replace(/[ >]/g, '').toLowerCase());
});

it.each<[string, Values, Values]>([
  ['PersistentVolumeClaim', size('1Gi'), size('2Gi')],
  ['PersistentVolumeClaim', { spec: {} }, { spec: { storageClassName: 'a' } }],
  ['StorageClass', { allowVolumeExpansion: false }, { allowVolumeExpansion: true }],
  ['PriorityClass', { value: 1, description: 'a' }, { value: 1, description: 'b' }],
  ['RoleBinding', { roleRef: { name: 'a' } }, { roleRef: { name: 'a', apiGroup: 'rbac.authorization.k8s.io' } }],
  ['RoleBinding', { roleRef: { name: 'a' }, subjects: [] }, { roleRef: { name: 'a' }, subjects: [{ name: 'b' }] }],
])('C12 of a %s is taken: %j to %j', (kind, was, is) => expect(told(kind, was, is)).toEqual([]));

describe('C1 a Job or CronJob that exists', () => {
  const pods = (restartPolicy: string | null): Values => ({
    template: { spec: { restartPolicy, containers: [{ name: 'a', image: 'a:1' }] } },
  });
  const refusal = (kind: string, was: Values, is: Values) =>
    forecast([updated('kubernetes_manifest.one', manifest(kind, { spec: was }), manifest(kind, { spec: is }))])
      .completes;
  const blocked = (text: string) => ({ state: 'blocked', reason: expect.stringContaining(`refuses it: ${text}`) });
  const cron = (schedule: string, restartPolicy = 'Never'): Values => ({
    schedule,
    jobTemplate: { spec: pods(restartPolicy) },
  });

  it('C1 keeps its completions, unless it is indexed and its parallelism becomes the same', () => {
    const job = (completions: number, more: Values = {}): Values => ({ ...pods('Never'), completions, ...more });
    expect(refusal('Job', job(1), job(5))).toEqual(blocked('completions of a Job that exists cannot change'));
    const indexed = { completionMode: 'Indexed' };
    const along = { ...indexed, parallelism: 5 };
    expect(refusal('Job', job(1, indexed), job(5, along))).toEqual({ state: 'expected' });
    expect(refusal('Job', job(1, indexed), job(5, indexed))).toEqual(blocked('completions of a Job'));
    expect(refusal('Job', job(9, along), job(9, { ...along, parallelism: 3 }))).toEqual({ state: 'expected' });
  });

  it('C1 restarts its pods never or on failure, on a schedule that can be read', () => {
    expect(refusal('CronJob', cron('0 3 * * *'), cron('0 3 * * *', 'Always'))).toEqual(
      blocked('the pods of a CronJob restart never or on failure, and restartPolicy is Always'),
    );
    for (const schedule of ['every day', '0 3 * *', '0 0 3 * * *', '@noon', ' @daily'])
      expect(refusal('CronJob', cron('0 3 * * *'), cron(schedule))).toEqual(
        blocked(`schedule ${schedule} is neither five fields nor a word like @daily`),
      );
    const readable = ['*/5 0-6,8 ? jan MON-FRI', '@daily', '@every 1h30m', 'TZ=Europe/Berlin 0 3 * * *', ' 0 3 * * * '];
    for (const schedule of readable)
      expect(refusal('CronJob', cron('0 3 * * *'), cron(schedule))).toEqual({ state: 'expected' });
  });
});
