import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runComment } from '../../cli/comment/run';
import { ForgeMock } from './forge-mock';

const commit = 'a'.repeat(40);
const mock = new ForgeMock();
let url = '';
let folder = '';
let review = '';

beforeAll(async () => {
  url = await mock.start();
  folder = mkdtempSync(join(tmpdir(), 'plimsoll-comment-'));
  review = join(folder, 'review.md');
  writeFileSync(review, '## ROUTINE\n');
});
afterAll(async () => {
  await mock.stop();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  mock.comments.length = 0;
  mock.requests.length = 0;
  mock.failures = [];
  mock.brokenCreations = [];
  mock.headCommit = commit;
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});

const githubVariables = (run = '5'): Record<string, string> => ({
  GITHUB_API_URL: url,
  GITHUB_SERVER_URL: 'https://github.example',
  GITHUB_REPOSITORY: 'shop/web',
  GITHUB_TOKEN: 'token-1',
  GITHUB_RUN_NUMBER: run,
  GITHUB_RUN_ID: '99',
});
const gitlabVariables = (): Record<string, string> => ({
  GITLAB_CI: 'true',
  CI_API_V4_URL: url,
  CI_PROJECT_ID: '42',
  CI_MERGE_REQUEST_IID: '7',
  GITLAB_TOKEN: 'token-1',
  CI_COMMIT_SHA: commit,
  CI_PIPELINE_IID: '5',
  CI_PIPELINE_URL: 'https://gitlab.example/5',
});
const options = (difference: object = {}) => ({
  environment: 'staging',
  review,
  commit,
  pullRequest: '7',
  author: 'github-actions[bot]',
  ...difference,
});

describe.each([
  ['GitHub', githubVariables],
  ['GitLab', gitlabVariables],
])('the comment on %s', (_, variables) => {
  it('names environment, commit and run, and is updated in place', async () => {
    await runComment(options(), variables());
    await runComment(options(), variables());
    expect(mock.comments).toHaveLength(1);
    expect(mock.comments[0]?.body).toMatch(/staging.*aaaaaaaaaaaa.*run 5.*\n\n## ROUTINE/s);
  });

  it('is one per environment', async () => {
    await runComment(options(), variables());
    await runComment(options({ environment: 'production' }), variables());
    expect(mock.comments).toHaveLength(2);
  });

  it('is found among hundreds', async () => {
    await runComment(options(), variables());
    const ours = mock.comments.splice(0, 1);
    for (let id = 100; id < 350; id += 1) mock.comments.push({ id, author: 'someone', body: 'hello' });
    mock.comments.push({ ...(ours[0] as (typeof ours)[0]), id: 400 });
    await runComment(options(), variables());
    expect(mock.comments).toHaveLength(251);
  });

  it('is never written over somebody else who copied the marker', async () => {
    await runComment(options(), variables());
    (mock.comments[0] as { author: string }).author = 'mallory';
    await runComment(options(), variables());
    expect(mock.comments).toHaveLength(2);
  });

  it('stays when the commit is not the newest any more', async () => {
    await runComment(options(), variables());
    mock.headCommit = 'b'.repeat(40);
    const before = mock.comments[0]?.body;
    writeFileSync(review, '## BLOCKED\n');
    await runComment(options(), variables());
    writeFileSync(review, '## ROUTINE\n');
    expect(mock.comments.map(({ body }) => body)).toEqual([before]);
  });

  it('is replaced by the error of a failed plan, which cannot break out of its fence', async () => {
    await runComment(options(), variables());
    const error = join(folder, 'error.txt');
    writeFileSync(error, 'Error: no such host\n```\n# you are hacked\n');
    await runComment(options({ review: undefined, error }), variables());
    expect(mock.comments).toHaveLength(1);
    expect(mock.comments[0]?.body).toContain('NO REVIEW');
    expect(mock.comments[0]?.body).toContain('````text\nError: no such host\n```\n# you are hacked\n````');
  });

  it('is tried again when the service is overloaded', async () => {
    mock.failures = [503, 429];
    await runComment(options(), variables());
    expect(mock.comments).toHaveLength(1);
  });

  it.each([
    ['was stored all the same', true],
    ['was not stored', false],
  ])('is there once when its creation is answered with 502 and %s', async (_, isStored) => {
    mock.brokenCreations = [{ status: 502, isStored }];
    await runComment(options(), variables());
    expect(mock.comments.map(({ body }) => body)).toEqual([expect.stringContaining('## ROUTINE')]);
  });

  it.each([
    ['many lines', (length: number) => `${'a line of a log\n'.repeat(length / 15)}Error: the last line\n`],
    ['a single line', (length: number) => `${'🧨'.repeat(length / 2)}Error: the last line\n`],
    ['backticks alone', (length: number) => `${'`'.repeat(length)}Error: the last line\n`],
  ])('is replaced by the end of a huge error of %s, which says that it was cut', async (_, outputOf) => {
    await runComment(options(), variables());
    const error = join(folder, 'error.txt');
    writeFileSync(error, outputOf(1_200_000));
    await runComment(options({ review: undefined, error }), variables());
    expect(mock.comments).toHaveLength(1);
    const { body = '' } = mock.comments[0] ?? {};
    expect(body).toMatch(/NO REVIEW[^]*\n\nCut: the output has [\d]+ characters/);
    expect(body).toMatch(/Error: the last line\n`{3,}\n$/);
    expect(body).not.toContain('## ROUTINE');
    expect(Buffer.from(body).toString()).toBe(body);
  });

  it('says which permission is missing, without the token', async () => {
    const wrong = { ...variables(), GITHUB_TOKEN: 'secret-token', GITLAB_TOKEN: 'secret-token' };
    const failure = await runComment(options(), wrong).catch((error: Error) => error.message);
    expect(failure).toMatch(/401 \(Bad credentials\).*permission/);
    expect(failure).not.toContain('secret-token');
  });
});

it('an older run of the same commit leaves a newer review alone', async () => {
  await runComment(options(), githubVariables('6'));
  const before = mock.comments[0]?.body;
  await runComment(options(), githubVariables('5'));
  expect(mock.comments.map(({ body }) => body)).toEqual([before]);
});

it('names everything that is missing at once', async () => {
  await expect(runComment(options(), {})).rejects.toThrow(
    /GITHUB_API_URL, GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_TOKEN/,
  );
});

it('refuses a text longer than the place takes', async () => {
  writeFileSync(review, 'x'.repeat(65_536));
  await expect(runComment(options(), githubVariables())).rejects.toThrow('--limit');
  writeFileSync(review, '## ROUTINE\n');
});
