import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
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

interface RecipeJob {
  readonly script: readonly string[];
  readonly environment?: { readonly name: string };
  readonly variables: Readonly<Record<string, string>>;
}
const recipe = readYaml('docs/how-to/ci/gitlab-ci.yml') as Record<'synth' | 'review' | 'comment', RecipeJob> & {
  readonly '.trusted': { readonly before_script: readonly string[] };
};

(hasTerraform ? describe : describe.skip)('the review in CI, on GitLab', () => {
  jest.setTimeout(300_000);
  const forge = forgeForEachTest();
  const { mock } = forge;

  let machine: CiStandIn;
  const archive = 'an archive\n';
  const variablesOf = (job: 'synth' | 'review' | 'comment', more: Readonly<Record<string, string>>) => ({
    GITLAB_CI: 'true',
    CI_API_V4_URL: forge.api(),
    CI_PROJECT_ID: '42',
    CI_PROJECT_DIR: machine.folder,
    CI_MERGE_REQUEST_IID: '7',
    CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
    CI_COMMIT_SHA: head,
    CI_PIPELINE_IID: '5',
    CI_PIPELINE_URL: 'https://forge.example/pipelines/5',
    ...recipe[job].variables,
    // By the scopes that the recipe's first lines name.
    ...(recipe[job].environment?.name === 'release-comment' && { GITLAB_TOKEN: 'token-1' }),
    ...(recipe[job].environment?.name === 'release-review' && {
      PLAN_KUBE_CONFIG: machine.path('kubeconfig'),
      TF_VAR_password: 'hunter2-hunter2',
    }),
    ...more,
  });
  const git = (...args: readonly string[]): void => {
    const author = ['-c', 'user.name=test', '-c', 'user.email=test@shop.example'];
    const { status, stderr } = spawnSync('git', [...author, ...args], { cwd: machine.folder, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  };

  beforeEach(() => {
    machine = new CiStandIn();
    const terraform = spawnSync('which', ['terraform'], { encoding: 'utf8' }).stdout.trim();
    // STAND-INS for the download and for what is in it: HashiCorp's own archive is not fetched here.
    machine.program('curl', `[ "$1 $2" = '-fsSL -o' ] && printf '${archive}' > "$3" && echo "fetched $4"`);
    machine.program('unzip', `[ "$1 $3 $4" = '-q terraform -d' ] && ln -s ${terraform} "$5/terraform"`);
  });

  const runJobs = async (
    { base, proposed }: PullRequest = {},
    more: Readonly<Record<string, string>> = { TERRAFORM_SHA256: createHash('sha256').update(archive).digest('hex') },
  ): Promise<Readonly<Record<'synth' | 'review' | 'comment', Ran>>> => {
    put(machine.folder, { kubeconfig: kubeConfig, ...base });
    git('init', '--quiet', '--initial-branch', 'main');
    git('add', 'docs', 'package.json', 'dist', ...Object.keys(base ?? {}));
    git('commit', '--quiet', '--message', 'base');
    git('clone', '--quiet', '--bare', '.', join(machine.temporary, 'origin.git'));
    git('remote', 'add', 'origin', join(machine.temporary, 'origin.git'));
    put(machine.folder, proposed);
    const run = (job: 'synth' | 'review' | 'comment'): Promise<Ran> => {
      const before = job === 'synth' ? [] : recipe['.trusted'].before_script;
      return machine.run([...before, ...recipe[job].script].join('\n'), variablesOf(job, more), ['sh', '-e', '-c']);
    };
    return { synth: await run('synth'), review: await run('review'), comment: await run('comment') };
  };

  it('plans, reviews, comments and lets the release through', async () => {
    const ran = await runJobs();
    expect(Object.entries(ran).filter(([, { code }]) => code !== 0)).toEqual([]);
    expect(mock.comments[0]?.body).toMatch(/staging.*aaaaaaaaaaaa.*run 5.*1 to create/s);
    expect(mock.comments[0]?.body).not.toContain('policy-changed');
    expect(ran.review.output).toMatch(/^fetched https:\/\/releases\.hashicorp\.com\/terraform\/1\.11\.4\//m);
  });

  it('says that a plan failed, without the secret in it, and stops the release', async () => {
    machine.synthesizes(failing);
    const ran = await runJobs();
    expect(ran.review.code).toBe(1);
    expect(mock.comments[0]?.body).toContain('NO REVIEW: the plan failed');
    expect(JSON.stringify([mock.comments, ran])).not.toContain('hunter2');
  });

  it('finds that the merge request changes the policy, and never runs the one it proposes', async () => {
    const trace = join(machine.temporary, 'ran');
    const ran = await runJobs({
      base: { 'plimsoll.config.ts': 'export default {};\n' },
      proposed: { 'plimsoll.config.ts': runs(trace) },
    });
    expect(ran.review).toMatchObject({ code: 0 });
    expect(mock.comments[0]?.body).toMatch(/policy-changed/);
    expect(existsSync(trace)).toBe(false);
  });

  it('runs no Terraform whose checksum is not the one that is pinned', async () => {
    const { review } = await runJobs({}, {});
    expect(review.code).not.toBe(0);
    expect(review.output).toMatch(/terraform\.zip: FAILED/);
    expect(review.output).not.toContain('staging-web');
  });

  it('names images by more than their major version', () => {
    const images = [...JSON.stringify(recipe).matchAll(/"image":"(.*?)"/g)].map(([, image]) => image);
    expect(images.filter((image) => !/:\d+\.\d+\.\d+/.test(image ?? ''))).toEqual([]);
    expect(images).not.toEqual([]);
  });
});
