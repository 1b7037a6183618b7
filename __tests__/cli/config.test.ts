import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findConfig, loadConfig } from '../../cli/config';
import { cacheFolder, readCached, writeCached } from '../../cli/policy/cache';
import { defaultPolicy } from '../../review/policy/defaults';

let folder: string;
let given: string | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plimsoll-config-'));
  mkdirSync(join(folder, '.git'));
  given = process.env['XDG_CACHE_HOME'];
  process.env['XDG_CACHE_HOME'] = join(folder, 'cache');
});

afterEach(() => {
  if (given === undefined) delete process.env['XDG_CACHE_HOME'];
  else process.env['XDG_CACHE_HOME'] = given;
  rmSync(folder, { recursive: true });
});

const put = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

const load = () => loadConfig({ from: folder });

it('takes the defaults where there is no file', async () => {
  expect(await load()).toEqual({ policy: defaultPolicy, file: undefined, policyChanges: [] });
});

it.each([
  ['plimsoll.config.json', '{"severities": {"privileged": "low"}}'],
  ['plimsoll.config.yaml', '# ours\nseverities:\n  privileged: low\n'],
  ['plimsoll.config.yml', 'severities: { privileged: low }'],
  ['plimsoll.config.ts', "const severity: string = 'low';\nexport default { severities: { privileged: severity } };\n"],
])('reads %s', async (name, text) => {
  const file = put(name, text);
  const config = await load();
  expect(config.file).toBe(file);
  expect(config.policy.severities).toEqual({ privileged: 'low' });
});

it('looks upwards to the top of the repository, and no further', () => {
  const file = put('plimsoll.config.json', '{}');
  mkdirSync(join(folder, 'a/b'), { recursive: true });
  expect(findConfig(join(folder, 'a/b'))).toBe(file);
  mkdirSync(join(folder, 'a/.git'));
  expect(findConfig(join(folder, 'a/b'))).toBeUndefined();
});

it('takes no policy from above where there is no repository', () => {
  put('plimsoll.config.json', '{}');
  rmSync(join(folder, '.git'), { recursive: true });
  mkdirSync(join(folder, 'a'));
  expect(findConfig(join(folder, 'a'))).toBeUndefined();
  expect(findConfig(folder)).toBe(join(folder, 'plimsoll.config.json'));
});

it('takes --config and no other file', async () => {
  put('plimsoll.config.json', '{"severities": {"privileged": "low"}}');
  put('base.json', '{"severities": {"privileged": "critical"}}');
  expect((await loadConfig({ from: folder, config: 'base.json' })).policy.severities).toEqual({
    privileged: 'critical',
  });
  await expect(loadConfig({ from: folder, config: 'missing.json' })).rejects.toThrow(
    /There is no policy file .*missing.*, which --config names\. Correct the path, or leave --config out/,
  );
});

it.each([
  ['plimsoll.config.json', '{"waivers": 3, "severities": {"x": "low"}}', /has 2 mistakes:\n {2}.*\n {2}/],
  ['plimsoll.config.json', '{"waivers": ', /plimsoll\.config\.json cannot be read: it is not well-formed\. /],
  ['plimsoll.config.json', '', /plimsoll\.config\.json is empty; write \{\} for the defaults/],
  ['plimsoll.config.yaml', 'a: [', /plimsoll\.config\.yaml cannot be read: /],
  ['plimsoll.config.ts', 'export const policy = {};', /exports no policy; write/],
  ['plimsoll.config.ts', "throw new Error('not today');", /plimsoll\.config\.ts cannot be run: not today/],
  ['plimsoll.config.ts', 'export default {\n  severities: {\n    =\n};', /plimsoll\.config\.ts:3: /],
])('explains what is wrong with %s holding %j', async (name, text, message) => {
  put(name, text);
  await expect(load()).rejects.toThrow(message);
});

it('says of a folder that it is no policy', async () => {
  const named = join(folder, 'policies.json');
  mkdirSync(named);
  await expect(loadConfig({ from: folder, config: named })).rejects.toThrow(/policies\.json is a folder; name the/);
});

it('refuses two policies in one folder', async () => {
  put('plimsoll.config.json', '{}');
  put('plimsoll.config.yaml', '');
  await expect(load()).rejects.toThrow(/two policies/);
});

it('follows relative imports of a TypeScript policy, so that rules can be files of their own', async () => {
  put(
    'rule.ts',
    "export const rule = { id: 'own', severity: 'low', on: 'change', what: 'a', why: 'b', remedy: 'c', check: () => [] } as const;",
  );
  put('plimsoll.config.ts', "import { rule } from './rule.js';\nexport default { rules: [rule] };");
  expect((await load()).policy.rules.map(({ id }) => id)).toEqual(['own']);
});

describe('the cache of TypeScript policies', () => {
  const policy = "export default { severities: { privileged: 'low' as const } };";
  const entries = (): string[] => readdirSync(cacheFolder());

  it('transpiles once per content', async () => {
    const file = put('plimsoll.config.ts', policy);
    await load();
    expect(entries()).toHaveLength(1);
    await load();
    expect(entries()).toHaveLength(1);
    writeFileSync(file, policy.replace('low', 'info'));
    expect((await load()).policy.severities).toEqual({ privileged: 'info' });
    expect(entries()).toHaveLength(2);
  });

  it('runs what it kept, without the compiler', async () => {
    put('plimsoll.config.ts', policy);
    await load();
    const key = (entries()[0] as string).replace('.js', '');
    writeCached(key, "exports.default = { severities: { privileged: 'critical' } };");
    expect((await load()).policy.severities).toEqual({ privileged: 'critical' });
  });

  it('is readable and writable for its owner alone', async () => {
    put('plimsoll.config.ts', policy);
    await load();
    expect(statSync(cacheFolder()).mode & 0o777).toBe(0o700);
    expect(statSync(join(cacheFolder(), entries()[0] as string)).mode & 0o777).toBe(0o600);
  });

  it('takes nothing that others can write to, or that is damaged', () => {
    writeCached('key', 'one');
    expect(readCached('key')).toBe('one');
    const file = join(cacheFolder(), 'key.js');
    chmodSync(file, 0o666);
    expect(readCached('key')).toBeUndefined();
    chmodSync(file, 0o600);
    writeFileSync(file, readFileSync(file, 'utf8').slice(0, -1));
    expect(readCached('key')).toBeUndefined();
    writeCached('key', 'one');
    chmodSync(cacheFolder(), 0o777);
    expect(readCached('key')).toBeUndefined();
  });
});

describe('a proposed policy', () => {
  it('is compared with the one that judges, and judges nothing', async () => {
    put('base.json', '{}');
    put('head.json', '{"severities": {"privileged": "off"}}');
    const { policy, policyChanges } = await loadConfig({ from: folder, config: 'base.json', proposed: 'head.json' });
    expect(policy.severities).toEqual({});
    expect(policyChanges.map(({ subject }) => subject)).toEqual(['severities.privileged']);
  });

  it('is never run', async () => {
    put('base.ts', 'export default {};');
    put(
      'head.ts',
      "import { writeFileSync } from 'node:fs';\nwriteFileSync(`${__dirname}/ran`, '');\nexport default {};",
    );
    const { policyChanges } = await loadConfig({ from: folder, config: 'base.ts', proposed: 'head.ts' });
    expect(policyChanges).toEqual([{ subject: 'file', message: 'The policy file changes.' }]);
    expect(readdirSync(folder)).not.toContain('ran');
  });

  it('is no finding when it is the same', async () => {
    put('base.ts', 'export default {};');
    put('head.ts', 'export default {};');
    expect((await loadConfig({ from: folder, config: 'base.ts', proposed: 'head.ts' })).policyChanges).toEqual([]);
  });
});
