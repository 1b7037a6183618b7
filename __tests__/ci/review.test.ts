import { cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  failing,
  forgeForEachTest,
  hasTerraform,
  head,
  put,
  readYaml,
  runs,
  type PullRequest,
} from '../support/ci-pull-request';
import { CiStandIn, kubeConfig, type Ran } from '../support/ci-stand-in';

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, string>>;
}
interface Job {
  readonly permissions: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}
type JobName = 'synth' | 'review' | 'publish';
const workflow = readYaml('.github/workflows/review.yml') as { jobs: Record<JobName, Job> };

(hasTerraform ? describe : describe.skip)('the review in CI, on GitHub', () => {
  jest.setTimeout(300_000);
  const forge = forgeForEachTest();
  const { mock } = forge;

  interface Done {
    readonly steps: Readonly<Record<string, Ran>>;
    /** Where the jobs synth and review ran; and the one of publish, which gets nothing of it but `reviewed`. */
    readonly machine: CiStandIn;
    readonly publisher: CiStandIn;
  }

  /** Runs every `run` step as the runner does, with the values that GitHub would put in: what a job may not have, it lacks. */
  async function runJob(job: JobName, machine: CiStandIn): Promise<Readonly<Record<string, Ran>>> {
    const files = { GITHUB_ENV: 'env', GITHUB_OUTPUT: 'output', GITHUB_STEP_SUMMARY: 'summary.md' };
    const runner = Object.fromEntries(Object.entries(files).map(([name, file]) => [name, machine.path(file)]));
    Object.values(runner).forEach((file) => writeFileSync(file, ''));
    const steps: Record<string, Ran> = {};
    for (const { name = '', run, env = {} } of workflow.jobs[job].steps) {
      if (run === undefined) continue;
      const values: Readonly<Record<string, string>> = {
        'matrix.environment': 'staging',
        ...(job === 'review' && {
          'secrets.PLAN_KUBE_CONFIG': kubeConfig,
          'steps.review.outputs.code': /^code=(\d+)$/m.exec(readFileSync(machine.path('output'), 'utf8'))?.[1] ?? '',
        }),
        ...(job === 'publish' && {
          'github.token': 'token-1',
          'github.event.pull_request.head.sha': head,
          'github.event.pull_request.number': '7',
        }),
      };
      const given = Object.entries(env).map(([key, text]) => [
        key,
        text.replace(/\$\{\{ (.*?) \}\}/g, (_, expression: string) => {
          if (values[expression] === undefined) throw new Error(`${job} uses ${expression}, which it has not.`);
          return values[expression];
        }),
      ]);
      const exported = [...readFileSync(machine.path('env'), 'utf8').matchAll(/^(\w+)=(.*)$/gm)];
      const variables = {
        ...runner,
        RUNNER_TEMP: machine.temporary,
        GITHUB_API_URL: forge.api(),
        GITHUB_SERVER_URL: 'https://forge.example',
        GITHUB_REPOSITORY: 'shop/web',
        GITHUB_RUN_NUMBER: '5',
        GITHUB_RUN_ID: '123',
        ...(job === 'review' && { TF_VAR_password: 'hunter2-hunter2' }),
        ...Object.fromEntries(exported.map(([, key, value]) => [key, value])),
        ...(Object.fromEntries(given) as Record<string, string>),
      };
      expect(run).not.toContain('${{');
      expect(steps).not.toHaveProperty([name]);
      steps[name] = await machine.run(run, variables, ['bash', '-e', '-c']);
    }
    return steps;
  }

  async function runWorkflow({ synthesizes, base, proposed }: PullRequest = {}): Promise<Done> {
    const machine = new CiStandIn();
    if (synthesizes) machine.synthesizes(synthesizes);
    put(machine.folder, base);
    const synth = await runJob('synth', machine);
    put(machine.path('proposed'), proposed);
    const review = await runJob('review', machine);
    const publisher = new CiStandIn();
    const reviewed = workflow.jobs.review.steps.find(({ with: given }) => given?.['name']?.startsWith('reviewed-'));
    cpSync(machine.path(reviewed?.with?.['path'] ?? ''), publisher.path('reviewed'), { recursive: true });
    const publish = await runJob('publish', publisher);
    const steps = { ...synth, ...review, ...publish };
    expect(Object.keys(steps)).toHaveLength([synth, review, publish].flatMap((some) => Object.keys(some)).length);
    return { steps, machine, publisher };
  }

  it('plans, reviews, comments and lets the release through', async () => {
    const { steps, machine, publisher } = await runWorkflow();
    expect(Object.entries(steps).filter(([, { code }]) => code !== 0)).toEqual([]);
    expect(mock.comments).toHaveLength(1);
    expect(mock.comments[0]?.body).toMatch(/staging.*aaaaaaaaaaaa.*run 5.*1 to create/s);
    expect(mock.comments[0]?.body).not.toContain('policy-changed');
    expect(readFileSync(machine.path('summary.md'), 'utf8')).toContain('1 to create');
    expect(readdirSync(publisher.path('reviewed'))).toEqual(['plan-error.txt', 'review.md', 'review.sarif']);
    expect(JSON.parse(readFileSync(publisher.path('reviewed/review.sarif'), 'utf8'))).toHaveProperty('runs');
    expect(statSync(machine.path('cdktf.out/stacks/staging-web/plan.json')).mode & 0o777).toBe(0o600);
    await runWorkflow();
    expect(mock.comments).toHaveLength(1);
  });

  it('replaces the comment by the error of a failed plan, without the secret in it, and stops the release', async () => {
    await runWorkflow();
    const { steps, publisher } = await runWorkflow({ synthesizes: failing });
    expect(steps['Gate']?.code).toBe(1);
    expect(mock.comments).toHaveLength(1);
    expect(mock.comments[0]?.body).toMatch(/NO REVIEW: the plan failed.*the password is/s);
    expect(JSON.stringify([mock.comments, steps])).not.toContain('hunter2');
    expect(readdirSync(publisher.path('reviewed'))).toEqual(['plan-error.txt']);
    expect(readFileSync(publisher.path('reviewed/plan-error.txt'), 'utf8')).not.toContain('hunter2');
  });

  it('leaves the comment alone when the commit is not the newest any more', async () => {
    mock.headCommit = 'b'.repeat(40);
    const { steps } = await runWorkflow();
    expect(mock.comments).toEqual([]);
    expect(steps['Comment on the pull request']?.output).toContain('is not the newest any more');
  });

  it('finds that the pull request changes the policy, and never runs the one it proposes', async () => {
    const trace = join(new CiStandIn().temporary, 'ran');
    const proposed = { 'plimsoll.config.ts': runs(trace) };
    const { steps } = await runWorkflow({ base: { 'plimsoll.config.json': '{}' }, proposed });
    expect(steps['Plan and review']?.code).toBe(0);
    expect(mock.comments[0]?.body).toMatch(/policy-changed/);
    expect(existsSync(trace)).toBe(false);
  });

  it.each([
    ['0', 0],
    ['2', 0],
    ['3', 1],
    ['1', 1],
    ['', 1],
  ])('gates on code "%s" with %d', async (code, expected) => {
    const gate = workflow.jobs.review.steps.find(({ name }) => name === 'Gate');
    expect((await new CiStandIn().run(gate?.run ?? '', { CODE: code }, ['bash', '-e', '-c'])).code).toBe(expected);
  });

  it('lets no job hold both the credential that reads and a token that writes', () => {
    const { synth, review, publish } = workflow.jobs;
    expect(synth.permissions).toEqual({ contents: 'read' });
    expect(review.permissions).toEqual({ contents: 'read' });
    expect(publish.permissions).toEqual({
      contents: 'read',
      'pull-requests': 'write',
      'security-events': 'write',
    });
    for (const job of [synth, publish]) expect(JSON.stringify(job)).not.toContain('secrets.');
    for (const job of [synth, review]) expect(JSON.stringify(job)).not.toMatch(/github\.token|GITHUB_TOKEN/);
  });

  it('takes the tools of review and publish from the base branch, and hands on what is synthesized and what is reviewed', () => {
    const checkedOut = (job: JobName) =>
      workflow.jobs[job].steps
        .filter(({ uses }) => uses?.startsWith('actions/checkout@'))
        .map(({ with: given }) => given?.['ref'] ?? given?.['path']);
    expect(checkedOut('review')).toEqual(['${{ github.event.pull_request.base.sha }}', 'proposed']);
    expect(checkedOut('publish')).toEqual(['${{ github.event.pull_request.base.sha }}']);
    const artifacts = Object.entries(workflow.jobs).flatMap(([job, { steps }]) =>
      steps
        .filter(({ uses }) => /-artifact@/.test(uses ?? ''))
        .map(({ uses, with: given }) => [job, /(up|down)load/.exec(uses ?? '')?.[0], given?.['path']]),
    );
    expect(artifacts).toEqual([
      ['synth', 'upload', 'cdktf.out'],
      ['review', 'download', 'cdktf.out'],
      ['review', 'upload', 'reviewed'],
      ['publish', 'download', 'reviewed'],
    ]);
  });
});
