import { Job, type JobProps } from '../../constructs/job';
import { synthesizeStack, theOnly, type Json } from '../support/synth';

const required: JobProps = {
  namespace: 'shop',
  image: 'registry.example.com/web:1.0.0-0123456789ab',
  resources: { cpu: '100m', memory: '128Mi' },
  user: 10001,
};

function job(props: Partial<JobProps> = {}): Json {
  return theOnly(
    synthesizeStack((stack) => new Job(stack, 'migrate', { ...required, ...props })),
    'kubernetes_job_v1',
  );
}

it('has a fixed name, is waited for, and stays when it is done', () => {
  expect(job()).toMatchObject({
    metadata: { name: 'migrate', namespace: 'shop' },
    wait_for_completion: true,
    spec: { completions: 1, parallelism: 1, template: { spec: { restart_policy: 'Never' } } },
  });
  // With a time to live the next plan would say "1 to add" once it has passed.
  expect(JSON.stringify(job())).not.toContain('ttl_seconds_after_finished');
});

it.each<[keyof JobProps, object, Partial<JobProps>, object]>([
  ['retries', { spec: { backoff_limit: 3 } }, { retries: 0 }, { spec: { backoff_limit: 0 } }],
  [
    'deadlineSeconds',
    { spec: { active_deadline_seconds: 240 }, timeouts: { create: '5m' } },
    { deadlineSeconds: 60 },
    { spec: { active_deadline_seconds: 60 }, timeouts: { create: '2m' } },
  ],
])('%s has a default and can be changed', (_property, byDefault, change, changed) => {
  expect(job()).toMatchObject(byDefault);
  expect(job(change)).toMatchObject(changed);
});

it.each<[Partial<JobProps>, string]>([
  [{ retries: -1 }, 'retries: -1 is no number of tries; use 0 or more'],
  [{ deadlineSeconds: 0 }, 'deadlineSeconds: 0 leaves no time to work; use 1 or more whole seconds'],
])('refuses %j', (props, line) => {
  expect(() => job(props)).toThrow(`test/migrate has 1 mistake:\n  ${line}`);
});
