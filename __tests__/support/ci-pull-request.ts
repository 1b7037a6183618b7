import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { ForgeMock } from '../cli/forge-mock';

const checkout = resolve(__dirname, '..', '..');

/** Whether recipes can be executed here; says so when not. */
export const hasTerraform = spawnSync('terraform', ['version']).status === 0;
if (!hasTerraform) process.stderr.write('SKIPPED: no terraform on the PATH, so no CI recipe was executed.\n');

export const readYaml = (file: string): unknown => parse(readFileSync(resolve(checkout, file), 'utf8')) as unknown;

export const head = 'a'.repeat(40);

/**
 * For a `describe`: a forge that is empty before every test and knows `head` as the newest commit, with the project
 * compiled, since that is what recipes run.
 */
export function forgeForEachTest(): { readonly mock: ForgeMock; readonly api: () => string } {
  const mock = new ForgeMock();
  let api = '';
  beforeAll(async () => {
    compile();
    api = await mock.start();
  });
  afterAll(() => mock.stop());
  beforeEach(() => {
    mock.comments.splice(0);
    mock.headCommit = head;
  });
  return { mock, api: () => api };
}

function compile(): void {
  const args = ['--no-install', 'tsc', '-p', 'tsconfig.json', '--noEmitOnError', 'false'];
  spawnSync('npx', args, { cwd: checkout });
}

/** A stack whose plan fails and names its secret doing so. */
export const failing = {
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
/** A policy that would leave a trace if it ran. */
export const runs = (trace: string): string =>
  `require('node:fs').writeFileSync(${JSON.stringify(trace)}, '');\nexport default {};\n`;

export interface PullRequest {
  readonly synthesizes?: object;
  /** Files of the base branch and of the pull request, beside what every checkout holds. */
  readonly base?: Readonly<Record<string, string>>;
  readonly proposed?: Readonly<Record<string, string>>;
}
export const put = (folder: string, files: Readonly<Record<string, string>> = {}): void => {
  mkdirSync(folder, { recursive: true });
  Object.entries(files).forEach(([file, text]) => writeFileSync(join(folder, file), text));
};
