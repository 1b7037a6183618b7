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
const program = (): string => join(installed, packageFile().bin.plimsoll);
const plimsoll = (args: readonly string[], input = '') => run(process.execPath, [program(), ...args], empty, input);

it('says which version it is', () => {
  const { version } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as { version: string };
  expect(plimsoll(['--version'])).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
});

it('waits for a plan that comes slowly through a pipe, as from Terraform', () => {
  const plan = join(checkout, '__tests__', 'fixtures', 'plans', 'kubernetes', 'image-bump.json');
  const { status, stderr, stdout } = run(
    'sh',
    ['-c', '(sleep 1; cat "$1") | "$2" "$3" review', 'sh', plan, process.execPath, program()],
    empty,
  );
  expect({ status, stderr }).toEqual({ status: 2, stderr: '' });
  expect(stdout).toMatch(/rolls 3 pods/);
});

it.each([
  [['--versoin'], "error: unknown option '--versoin'\n(Did you mean --version?)\nSee plimsoll --help.\n"],
  [['reviw'], "error: unknown command 'reviw'\n(Did you mean review?)\nSee plimsoll --help.\n"],
  [
    ['review', '--fromat', 'json'],
    "error: unknown option '--fromat'\n(Did you mean --format?)\nSee plimsoll review --help.\n",
  ],
])('says of %j what is wrong, and not all that there is', (args, stderr) => {
  expect(plimsoll(args)).toEqual({ status: 1, stdout: '', stderr });
});

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

describe('on a terminal', () => {
  const escape = '\u001b[';
  /** `script` lends it a real one, of so many columns; what it shows comes back. */
  const onTerminal = (columns: number, before = ''): string => {
    writeFileSync(join(empty, 'one.json'), JSON.stringify(planOf(1)));
    const line = `stty cols ${columns}; ${before} '${process.execPath}' '${program()}' review one.json`;
    return must('script', ['--quiet', '--command', line, '/dev/null'], empty);
  };
  const longest = (text: string): number => Math.max(...text.split(/\r?\n/).map(({ length }) => length));

  it('is in colour, and without when NO_COLOR asks for it or nobody sees it', () => {
    expect(onTerminal(100)).toContain(escape);
    expect(onTerminal(100, 'NO_COLOR=1')).not.toContain(escape);
    expect(plimsoll(['review', 'one.json']).stdout).not.toContain(escape);
  });

  it('is as wide as the terminal', () => {
    const [narrow, wide] = [60, 160].map((columns) => longest(onTerminal(columns, 'NO_COLOR=1'))) as [number, number];
    expect(narrow).toBeLessThanOrEqual(60);
    expect(wide).toBeGreaterThan(80);
    expect(wide).toBeLessThanOrEqual(160);
  });
});

it('recognises a saved plan of real Terraform and names the command that makes it readable', () => {
  writeFileSync(join(empty, 'main.tf'), 'resource "terraform_data" "one" {}\n');
  must('terraform', ['init', '-input=false'], empty);
  must('terraform', ['plan', '-input=false', '-out=saved.tfplan'], empty);
  const { status, stdout, stderr } = plimsoll(['review', 'saved.tfplan']);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(/^saved\.tfplan: This is a saved plan, [^\n]*terraform show -json PLAN > plan\.json\n$/);
});

it('leaves the old file whole when the disk is full half-way', () => {
  const folder = join(empty, 'full');
  mkdirSync(folder);
  writeFileSync(join(folder, 'plan.json'), JSON.stringify(planOf(1)));
  writeFileSync(join(folder, 'review.md'), 'old');
  // No file may grow beyond 512 bytes: as near to a full disk as one comes without being root.
  const line = `trap '' XFSZ; ulimit -f 1; exec '${process.execPath}' '${program()}' review plan.json --out review.md`;
  const { status, stderr } = run('sh', ['-c', line], folder);
  expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining('What stood there is unchanged.') });
  expect(readFileSync(join(folder, 'review.md'), 'utf8')).toBe('old');
  expect(readdirSync(folder).sort()).toEqual(['plan.json', 'review.md']);
});

it('would rather print nothing, with exit code 1, than a secret', () => {
  const secret = 'hunter2-hunter2';
  const change = { actions: ['update'], before: { data: { p: 'old-password-1' } }, after: { data: { p: secret } } };
  const gone = { actions: ['delete'], before: { metadata: [{ name: 'shop' }] }, after: null };
  const plan = {
    format_version: '1.2',
    resource_changes: [
      { address: 'kubernetes_secret_v1.db', mode: 'managed', change },
      { address: 'kubernetes_namespace_v1.shop', mode: 'managed', change: gone },
    ],
  };
  // The one text in the output that comes from neither plan nor policy, so that no masking has seen it.
  const { status, stdout, stderr } = plimsoll(
    ['review', '--format', 'sarif', '--source', secret],
    JSON.stringify(plan),
  );
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toContain('A secret would have been printed');
  expect(stderr).not.toContain(secret);
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
