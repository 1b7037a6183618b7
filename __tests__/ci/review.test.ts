import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { ForgeMock } from '../cli/forge-mock';
import { CiStandIn, kubeConfig, type Ran } from '../support/ci-stand-in';

const checkout = resolve(__dirname, '..', '..');
const hasTerraform = spawnSync('terraform', ['version']).status === 0;
if (!hasTerraform) process.stderr.write('SKIPPED: no terraform on the PATH, so no CI recipe was executed.\n');

interface Step {
  readonly name?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}
const read = (file: string): unknown => parse(readFileSync(resolve(checkout, file), 'utf8')) as unknown;
const workflow = read('.github/workflows/review.yml') as { jobs: Record<'synth' | 'review', { steps: Step[] }> };
const recipe = read('docs/how-to/ci/gitlab-ci.yml') as Record<'synth' | 'review', { script: string[] }>;

const head = 'a'.repeat(40);
const failing = {
  variable: { password: { type: 'string' } },
  resource: {
    terraform_data: {
      release: {
        input: '1.0.0',
        lifecycle: {
          precondition: [{ condition: '${var.password == ""}', error_message: 'the password is ${var.password}' }],
        },
      },
    },
  },
};

(hasTerraform ? describe : describe.skip)('the review in CI', () => {
  jest.setTimeout(300_000);
  const mock = new ForgeMock();
  let api: string;
  let machine: CiStandIn;

  beforeAll(async () => {
    const args = ['--no-install', 'tsc', '-p', 'tsconfig.json', '--noEmitOnError', 'false'];
    spawnSync('npx', args, { cwd: checkout });
    api = await mock.start();
  });
  afterAll(() => mock.stop());
  beforeEach(() => {
    machine = new CiStandIn();
    mock.comments.splice(0);
    mock.headCommit = head;
  });

  describe('on GitHub', () => {
    /** Runs every `run` step as the runner does, with the values that GitHub would put in. */
    async function runWorkflow(): Promise<{ readonly steps: Readonly<Record<string, Ran>>; readonly ran: number }> {
      const files = { GITHUB_ENV: 'env', GITHUB_OUTPUT: 'output', GITHUB_STEP_SUMMARY: 'summary.md' };
      const runner = Object.fromEntries(Object.entries(files).map(([name, file]) => [name, machine.path(file)]));
      Object.values(runner).forEach((file) => writeFileSync(file, ''));
      const steps: Record<string, Ran> = {};
      const all = [...workflow.jobs.synth.steps, ...workflow.jobs.review.steps].filter(({ run }) => run !== undefined);
      for (const { name = '', run = '', env = {} } of all) {
        const values: Readonly<Record<string, string>> = {
          'matrix.environment': 'staging',
          'secrets.PLAN_KUBE_CONFIG': kubeConfig,
          'github.token': 'token-1',
          'github.event.pull_request.head.sha': head,
          'github.event.pull_request.number': '7',
          'steps.review.outputs.code': /^code=(\d+)$/m.exec(readFileSync(machine.path('output'), 'utf8'))?.[1] ?? '',
        };
        const given = Object.entries(env).map(([key, text]) => [
          key,
          text.replace(/\$\{\{ (.*?) \}\}/g, (_, expression: string) => {
            if (values[expression] === undefined) throw new Error(`${name} uses ${expression}, which the test lacks.`);
            return values[expression];
          }),
        ]);
        const exported = [...readFileSync(machine.path('env'), 'utf8').matchAll(/^(\w+)=(.*)$/gm)];
        const variables = {
          ...runner,
          RUNNER_TEMP: machine.temporary,
          GITHUB_API_URL: api,
          GITHUB_SERVER_URL: 'https://forge.example',
          GITHUB_REPOSITORY: 'shop/web',
          GITHUB_RUN_NUMBER: '5',
          GITHUB_RUN_ID: '123',
          TF_VAR_password: 'hunter2-hunter2',
          ...Object.fromEntries(exported.map(([, key, value]) => [key, value])),
          ...(Object.fromEntries(given) as Record<string, string>),
        };
        expect(run).not.toContain('${{');
        steps[name] = await machine.run(run, variables, ['bash', '-e', '-c']);
      }
      return { steps, ran: all.length };
    }

    it('plans, reviews, comments and lets the release through', async () => {
      const { steps, ran } = await runWorkflow();
      expect(Object.entries(steps).filter(([, { code }]) => code !== 0)).toEqual([]);
      expect(Object.keys(steps)).toHaveLength(ran);
      expect(mock.comments).toHaveLength(1);
      expect(mock.comments[0]?.body).toMatch(/staging.*aaaaaaaaaaaa.*run 5.*1 to create/s);
      expect(readFileSync(machine.path('summary.md'), 'utf8')).toContain('1 to create');
      expect(JSON.parse(readFileSync(machine.path('review.sarif'), 'utf8'))).toHaveProperty('runs');
      expect(statSync(machine.path('cdktf.out/stacks/staging-web/plan.json')).mode & 0o777).toBe(0o600);
      await runWorkflow();
      expect(mock.comments).toHaveLength(1);
    });

    it('replaces the comment by the error of a failed plan, without the secret in it, and stops the release', async () => {
      await runWorkflow();
      ['review.md', 'review.json', 'review.sarif'].forEach((file) => rmSync(machine.path(file)));
      machine.synthesizes(failing);
      const { steps } = await runWorkflow();
      expect(steps['Gate']?.code).toBe(1);
      expect(mock.comments).toHaveLength(1);
      expect(mock.comments[0]?.body).toMatch(/NO REVIEW: the plan failed.*the password is/s);
      expect(JSON.stringify([mock.comments, steps])).not.toContain('hunter2');
      expect(existsSync(machine.path('review.sarif'))).toBe(false);
    });

    it('leaves the comment alone when the commit is not the newest any more', async () => {
      mock.headCommit = 'b'.repeat(40);
      const { steps } = await runWorkflow();
      expect(mock.comments).toEqual([]);
      expect(steps['Comment on the pull request']?.output).toContain('is not the newest any more');
    });

    it.each([
      ['0', 0],
      ['2', 0],
      ['3', 1],
      ['1', 1],
      ['', 1],
    ])('gates on code "%s" with %d', async (code, expected) => {
      const gate = workflow.jobs.review.steps.find(({ name }) => name === 'Gate');
      expect((await machine.run(gate?.run ?? '', { CODE: code }, ['bash', '-e', '-c'])).code).toBe(expected);
    });

    it('pins every action by commit and gives no job more than it needs', () => {
      const text = readFileSync(resolve(checkout, '.github/workflows/review.yml'), 'utf8');
      const uses = [...text.matchAll(/uses: (.*)/g)].map(([, what]) => what);
      expect(uses.filter((what) => !/@[0-9a-f]{40} # v\d/.test(what ?? ''))).toEqual([]);
      const { permissions, jobs } = read('.github/workflows/review.yml') as {
        permissions: object;
        jobs: Record<string, { permissions: Record<string, string> }>;
      };
      expect(permissions).toEqual({});
      expect(jobs['synth']?.permissions).toEqual({ contents: 'read' });
    });
  });

  describe('on GitLab', () => {
    const variables = () => ({
      GITLAB_CI: 'true',
      CI_API_V4_URL: api,
      CI_PROJECT_ID: '42',
      CI_MERGE_REQUEST_IID: '7',
      CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
      CI_COMMIT_SHA: head,
      CI_PIPELINE_IID: '5',
      CI_PIPELINE_URL: 'https://forge.example/pipelines/5',
      GITLAB_TOKEN: 'token-1',
      ENVIRONMENT: 'staging',
      PLAN_KUBE_CONFIG: machine.path('kubeconfig'),
      TF_VAR_password: 'hunter2-hunter2',
    });
    const git = (...args: readonly string[]): void => {
      const author = ['-c', 'user.name=test', '-c', 'user.email=test@shop.example'];
      const { status, stderr } = spawnSync('git', [...author, ...args], { cwd: machine.folder, encoding: 'utf8' });
      if (status !== 0) throw new Error(stderr);
    };
    const runJobs = async (): Promise<readonly Ran[]> => {
      writeFileSync(machine.path('kubeconfig'), kubeConfig);
      git('init', '--quiet');
      git('add', 'docs', 'package.json', 'dist');
      git('commit', '--quiet', '--message', 'base');
      git('update-ref', 'refs/remotes/origin/main', 'HEAD');
      const ran: Ran[] = [];
      for (const job of [recipe.synth, recipe.review])
        ran.push(await machine.run(job.script.join('\n'), variables(), ['sh', '-e', '-c']));
      return ran;
    };

    it('plans, reviews, comments and lets the release through', async () => {
      const ran = await runJobs();
      expect(ran.filter(({ code }) => code !== 0)).toEqual([]);
      expect(mock.comments[0]?.body).toMatch(/staging.*aaaaaaaaaaaa.*run 5.*1 to create/s);
    });

    it('says that a plan failed, without the secret in it, and stops the release', async () => {
      machine.synthesizes(failing);
      const ran = await runJobs();
      expect(ran[1]?.code).toBe(1);
      expect(mock.comments[0]?.body).toContain('NO REVIEW: the plan failed');
      expect(JSON.stringify([mock.comments, ran])).not.toContain('hunter2');
    });
  });
});
