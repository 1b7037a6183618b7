import { cpSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { environments } from '../../environments/environments';
import { checkout, synthesizeAll } from '../support/release';
import { addressesOf, danglingReferences, filesBelow, leavesOf, type Json } from '../support/synth';
import { temporaryFolder } from '../support/temporary';

const variables = { PLIMSOLL_ENVIRONMENT: 'all', KUBE_CONFIG_PATH: '/somewhere/kube/config' };
const release = synthesizeAll(variables);

describe.each(release.stacks.map((stack) => [stack.name, stack] as const))('%s', (_name, stack) => {
  const leaves = leavesOf(stack.json);

  it('refers only to resources that it declares', () => {
    expect(danglingReferences(stack)).toEqual([]);
  });

  it('uses only versioned resource types, which a later provider keeps', () => {
    const types = Object.keys(stack.resources).filter((type) => type.startsWith('kubernetes_'));
    expect(types.filter((type) => !/_v\d+$/.test(type))).toEqual([]);
  });

  it('takes no value from another stack, which would hide changes from its plan', () => {
    expect(stack.json['data']).toBeUndefined();
    expect(stack.json['output']).toBeUndefined();
    expect(stack.text).not.toContain('terraform_remote_state');
  });

  it('holds no path of this machine', () => {
    for (const path of [checkout, release.outdir, homedir(), variables.KUBE_CONFIG_PATH])
      expect(stack.text).not.toContain(path);
  });

  it('names no object and no address after an environment, a version or a content', () => {
    const names = leaves.filter(([path]) => /(metadata\.(name|labels|namespace)|match_labels|selector)/.test(path));
    const forbidden = new RegExp(`\\b(${Object.keys(environments).join('|')})\\b|\\d+\\.\\d+\\.\\d+|[0-9a-f]{12}`);
    expect(names.filter(([, value]) => forbidden.test(String(value)))).toEqual([]);
    expect(addressesOf(stack).filter((address) => forbidden.test(address))).toEqual([]);
  });

  it('gets every secret by reference', () => {
    const secretive = leaves.filter(
      ([path, value]) => /name$/.test(path) && /PASSWORD|USER|TOKEN|SECRET/.test(String(value)),
    );
    for (const [path] of secretive) {
      const sibling = at(stack.json, path.split('.').slice(0, -1)) as Record<string, Json>;
      expect(sibling).toEqual({
        name: expect.any(String),
        value_from: { secret_key_ref: { name: 'database-credentials', key: expect.any(String) } },
      });
    }
    expect(stack.resources['kubernetes_secret_v1']).toBeUndefined();
    if (/-(web|database)$/.test(stack.name)) expect(secretive.length).toBeGreaterThan(1);
  });

  it('pins the kube context, and leaves the path to KUBE_CONFIG_PATH', () => {
    expect(stack.text).not.toContain('config_path');
    if ('kubernetes' in (stack.json['provider'] as object)) expect(stack.text).toContain('"config_context"');
  });
});

it('is the same, byte for byte, a second time', () => {
  expect(filesBelow(synthesizeAll(variables).outdir)).toEqual(filesBelow(release.outdir));
});

it('is the same, byte for byte, from another folder and another checkout', () => {
  const elsewhere = temporaryFolder();
  cpSync(join(checkout, 'app'), join(elsewhere, 'app'), {
    recursive: true,
    filter: (path) => !/[/\\](node_modules|dist)$/.test(path),
  });
  const before = process.cwd();
  try {
    process.chdir(elsewhere);
    expect(filesBelow(synthesizeAll(variables, elsewhere).outdir)).toEqual(filesBelow(release.outdir));
  } finally {
    process.chdir(before);
  }
});

it('names ~/.kube/config only when KUBE_CONFIG_PATH is not set, since neither provider nor backend has a default', () => {
  const stack = synthesizeAll({}).stack('lab-web');
  expect(stack.json['provider']).toEqual({
    kubernetes: [{ config_context: 'plimsoll-lab', config_path: '~/.kube/config' }],
  });
  expect(stack.json['terraform']).toMatchObject({ backend: { kubernetes: { config_path: '~/.kube/config' } } });
});

function at(value: Json, path: readonly string[]): Json {
  return path.reduce<Json>((inner, key) => (inner as Record<string, Json>)[key] as Json, value);
}
