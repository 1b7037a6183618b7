import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';

const checkout = resolve(__dirname, '..', '..');
const folder = join(checkout, '.github', 'workflows');

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: object;
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly permissions?: Readonly<Record<string, string>>;
        readonly 'timeout-minutes'?: number;
        readonly steps: readonly { readonly run?: string; readonly uses?: string; readonly with?: object }[];
      }
    >
  >;
}
const workflows = readdirSync(folder).map((file) => {
  const text = readFileSync(join(folder, file), 'utf8');
  return { file, text, workflow: parse(text) as Workflow };
});

it.each(workflows)('$file pins every action by commit', ({ text }) => {
  const uses = [...text.matchAll(/uses: (.*)/g)].map(([, what]) => what);
  expect(uses).not.toEqual([]);
  expect(uses.filter((what) => !/@[0-9a-f]{40} # v\d/.test(what ?? ''))).toEqual([]);
});

it('takes every action at one commit throughout', () => {
  const uses = new Set(workflows.flatMap(({ text }) => [...text.matchAll(/uses: (.*)/g)].map(([, what]) => what)));
  expect(uses.size).toBe(new Set([...uses].map((what) => what?.replace(/@.*/, ''))).size);
});

it.each(workflows)('$file gives nothing by default, and each job what it names and a time limit', ({ workflow }) => {
  expect(workflow.permissions).toEqual({});
  for (const job of Object.values(workflow.jobs)) {
    expect(job.permissions).toMatchObject({ contents: 'read' });
    expect(job['timeout-minutes']).toBeGreaterThan(0);
  }
});

it.each(workflows)('$file leaves no token in a checkout, and runs for pull requests without write access', (given) => {
  // With pull_request_target, code of a fork would meet the secrets of the repository.
  expect(Object.keys(given.workflow.on)).not.toContain('pull_request_target');
  for (const { steps } of Object.values(given.workflow.jobs))
    for (const step of steps.filter(({ uses }) => uses?.startsWith('actions/checkout@')))
      expect(step.with).toMatchObject({ 'persist-credentials': false });
});

it('test.yml runs what .ci/run runs before it needs Terraform, for pull requests and for main', () => {
  const { workflow } = workflows.find(({ file }) => file === 'test.yml') as (typeof workflows)[number];
  expect(workflow.on).toEqual({ pull_request: null, push: { branches: ['main'] } });
  expect(workflow.jobs['test']?.permissions).toEqual({ contents: 'read' });
  const said = (command: string): string => command.replace(/ --(silent|no-progress)\b/g, '');
  const commands = workflow.jobs['test']?.steps.flatMap(({ run }) => (run === undefined ? [] : [said(run)]));
  const ring = readFileSync(join(checkout, '.ci', 'run'), 'utf8');
  const steps = [...ring.matchAll(/^step '[^']*' (npm .*)$/gm)].map(([, command]) => said(command ?? ''));
  expect(commands).toEqual(steps.slice(0, steps.indexOf('npm test') + 1));
  expect(commands).toEqual([
    'npm ci',
    'npm run types',
    'npm run lint',
    'npm run format:check',
    'npm run arrows',
    'npm test',
  ]);
});
