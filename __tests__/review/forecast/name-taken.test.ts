import type { Completes } from '../../../review/model';
import { deployment, metadata } from '../../support/kubernetes-values';
import { created, deleted, replaced, type Entry, type Extras, type Values } from '../../support/plan-builder';
import { cluster, workloadsOfStacks, type Stack } from './release';

const old = 'kubernetes_deployment_v1.old';
const next = 'kubernetes_deployment_v1.next';
const named = (name: string, namespace = 'shop'): Values => ({
  ...deployment(),
  metadata: metadata(name, { namespace }),
});
const goes = deleted(old, named('web'));
const comes = created(next, named('web'));

const stack = (name: string, entry: Entry, extras: Extras = {}): Stack => ({ stack: name, entries: [entry], extras });

/** Whether the object at `next` can complete. */
const completes = (...stacks: readonly Stack[]): Completes | undefined =>
  workloadsOfStacks(stacks).find(({ address }) => address === next)?.forecast.completes;
const doubt = (reason: string): Completes => ({ state: 'unknown', reason });

it('C8 a deletion in a later stack comes too late', () => {
  expect(completes(stack('platform', comes), stack('web', goes))).toEqual(
    doubt(
      `${old} of web is deleted under the same name only after this one is created: Kubernetes answers that it already exists`,
    ),
  );
});

it('C8 a deletion in an earlier stack is over', () => {
  expect(completes(stack('platform', goes), stack('web', comes))).toEqual({ state: 'expected' });
});

it('C8 what leaves the state lives on, whichever stack comes first', () => {
  const left = stack('old', { ...goes, actions: ['forget'] });
  const reason = `${old} of old leaves the state and lives on under the same name: Kubernetes answers that it already exists`;
  expect(completes(left, stack('web', comes))).toEqual(doubt(reason));
  expect(completes(stack('web', comes), left)).toEqual(doubt(reason));
  const kept = stack('old', { ...replaced(old, named('web'), named('other')), actions: ['create', 'forget'] });
  expect(completes(kept, stack('web', comes))).toEqual(doubt(reason));
});

it('C8 a name that another object gives up by taking a new one', () => {
  const renamed = replaced(old, named('web'), named('other'));
  expect(completes(stack('web', comes), stack('later', renamed))).toEqual(
    doubt(
      `${old} of later gives up the same name only after this one is created: Kubernetes answers that it already exists`,
    ),
  );
  const together = { stack: 'web', entries: [renamed, comes] };
  expect(completes(together)).toMatchObject({ state: 'unknown', reason: expect.stringContaining('in the same run') });
  const same = { stack: 'web', entries: [replaced(old, named('web'), named('web')), comes] };
  expect(completes(same)).toEqual({ state: 'expected' });
});

it('C8 an object that takes a new name comes like one that is created', () => {
  const taking = stack('web', replaced(next, named('storefront'), named('web')));
  expect(completes(taking, stack('later', goes))).toMatchObject({ state: 'unknown' });
  expect(completes(stack('web', replaced(next, named('web'), named('web'))), stack('later', goes))).toEqual({
    state: 'expected',
  });
  const moving = stack('web', replaced(next, named('web', 'market'), named('web')));
  expect(completes(moving, stack('later', goes))).toMatchObject({ state: 'unknown' });
  const away = stack('web', replaced(next, named('web'), named('web', 'market')));
  expect(completes(away, stack('later', goes))).toEqual({ state: 'expected' });
});

it('C8 the same name in another cluster is in nobody’s way', () => {
  const after = (context: string, other: string): Completes | undefined =>
    completes(stack('staging', comes, cluster(context)), stack('lab', goes, cluster(other)));
  expect(after('staging', 'lab')).toEqual({ state: 'expected' });
  expect(after('lab', 'lab')).toMatchObject({ state: 'unknown' });
  expect(completes(stack('staging', comes, cluster('staging')), stack('lab', goes))).toMatchObject({
    state: 'unknown',
  });
});
