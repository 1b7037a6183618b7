import { readFileSync, symlinkSync } from 'node:fs';
import { put, type PullRequest } from '../support/ci-pull-request';
import { CiStandIn, type Ran } from '../support/ci-stand-in';

describe('the policy that a pull request proposes', () => {
  const policyIn = async ({ base, proposed }: PullRequest, link?: string): Promise<Ran> => {
    const machine = new CiStandIn();
    put(machine.folder, base);
    put(machine.path('theirs'), proposed);
    if (link !== undefined) symlinkSync(machine.path('package.json'), machine.path(`theirs/${link}`));
    return machine.run('sh docs/how-to/ci/proposed-policy.sh theirs', {}, ['sh', '-e', '-c']);
  };

  it.each(['ts', 'json', 'yaml', 'yml'])('is found with the ending .%s', async (ending) => {
    const file = `plimsoll.config.${ending}`;
    expect(await policyIn({ proposed: { [file]: '' } })).toEqual({ code: 0, output: `theirs/${file}\n` });
  });

  it('is none where neither side has one', async () => {
    expect(await policyIn({})).toEqual({ code: 0, output: '' });
  });

  it('is an empty one where it is removed', async () => {
    const { code, output } = await policyIn({ base: { 'plimsoll.config.json': '{}' } });
    expect(code).toBe(0);
    expect(output).toMatch(/\/plimsoll\.config\.yaml\n$/);
    expect(readFileSync(output.trim(), 'utf8')).toBe('');
  });

  it('is refused when there are two, or when it leads elsewhere', async () => {
    const two = await policyIn({ proposed: { 'plimsoll.config.ts': '', 'plimsoll.config.json': '{}' } });
    expect(two).toMatchObject({ code: 1, output: expect.stringContaining('two policies') as string });
    const elsewhere = await policyIn({}, 'plimsoll.config.yaml');
    expect(elsewhere).toMatchObject({ code: 1, output: expect.stringContaining('no plain file') as string });
  });
});

it.each(['review.md', 'plan-error.txt'])('comment.sh does not follow a link that stands for %s', async (file) => {
  const machine = new CiStandIn();
  put(machine.path('reviewed'), { token: 'token-1' });
  symlinkSync('token', machine.path(`reviewed/${file}`));
  const ran = await machine.run('sh docs/how-to/ci/comment.sh', { ENVIRONMENT: 'staging' }, ['sh', '-e', '-c']);
  expect(ran).toMatchObject({ code: 1, output: expect.stringContaining('is a link') as string });
});
