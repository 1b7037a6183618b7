import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { planOf } from '../../bench/large-plan';
import { temporaryFolder } from '../support/temporary';

const checkout = resolve(__dirname, '..', '..');
const empty = temporaryFolder();
const installed = join(empty, 'node_modules', 'plimsoll');

const run = (command: string, args: readonly string[], cwd: string, input = '') => {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    input,
    encoding: 'utf8',
    // Nothing of this checkout can be found from there.
    env: { PATH: process.env['PATH'], HOME: empty },
  });
  return { status, stdout, stderr };
};
const must = (command: string, args: readonly string[], cwd: string): string => {
  const { status, stdout, stderr } = run(command, args, cwd);
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${String(status)}:\n${stdout}\n${stderr}`);
  return stdout;
};

/** Packed, and unpacked in an empty folder as `npm install` does it: there is no dependency to fetch. */
beforeAll(() => {
  must('npx', ['--no-install', 'tsc', '-p', 'tsconfig.json', '--noEmitOnError', 'false', '--outDir', 'dist'], checkout);
  must(process.execPath, ['dist/cli/write-bundle.js'], checkout);
  const archive = must('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', empty], checkout).trim();
  mkdirSync(installed, { recursive: true });
  must('tar', ['-xzf', join(empty, archive), '-C', installed, '--strip-components=1'], empty);
}, 300_000);

interface PackageFile {
  readonly bin: { readonly plimsoll: string };
  readonly dependencies?: object;
}
const packageFile = (): PackageFile => JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as PackageFile;
const plimsoll = (args: readonly string[], input = '') =>
  run(process.execPath, [join(installed, packageFile().bin.plimsoll), ...args], empty, input);

it('brings no other package along', () => {
  expect(packageFile().dependencies).toBeUndefined();
  expect(readdirSync(join(empty, 'node_modules'))).toEqual(['plimsoll']);
});

it('reviews a plan from standard input', () => {
  const { status, stdout, stderr } = plimsoll(['review'], JSON.stringify(planOf(1)));
  expect({ status, stderr }).toEqual({ status: 2, stderr: '' });
  expect(stdout).toMatch(/^\w.*1 to update\n/);
});

it('has the parsers for text inside strings and policies in YAML with it', () => {
  const change = (text: string) => ({ data: { settings: text, page: `${text}\nsome prose, and more of it` } });
  const plan = {
    format_version: '1.2',
    resource_changes: [
      {
        address: 'kubernetes_config_map_v1.settings',
        mode: 'managed',
        type: 'kubernetes_config_map_v1',
        name: 'settings',
        provider_name: 'registry.terraform.io/hashicorp/kubernetes',
        change: {
          actions: ['update'],
          before: change('level: info\nport: 1\n'),
          after: change('level: debug\nport: 1\n'),
        },
      },
    ],
  };
  writeFileSync(join(empty, 'policy.yaml'), 'severities: { privileged: low }\n');
  const { status, stdout } = plimsoll(['review', '--config', 'policy.yaml'], JSON.stringify(plan));
  expect(status).toBe(2);
  expect(stdout).toMatch(/level.*debug/);
});

it.each([[['lab', 'up']], [['bootstrap']], [['review', '--environment', 'lab']]])(
  'says in one sentence that %j needs a checkout',
  (args) => {
    const { status, stdout, stderr } = plimsoll(args);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/^plimsoll [^\n]* needs a checkout of the project with its stacks: [^\n]*\.\n$/);
  },
);

it('carries the licences of the code in it', () => {
  const text = readFileSync(join(installed, 'dist/plimsoll/THIRD-PARTY-LICENSES.txt'), 'utf8');
  for (const name of ['commander', 'diff', 'yaml', 'canonicalize', 'wrap-ansi', 'string-width'])
    expect(text).toMatch(new RegExp(`^${name} \\d`, 'm'));
});
