import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { buildSync } from 'esbuild';
import { temporaryFolder } from '../support/temporary';

const checkout = resolve(__dirname, '..', '..');

/** Starts a program of this checkout once nobody reads what it prints, and returns how it ended. */
function unread(program: string, args: string): string {
  const cwd = temporaryFolder();
  const entryPoints = [resolve(checkout, program)];
  buildSync({ entryPoints, outfile: `${cwd}/main.js`, bundle: true, packages: 'external', platform: 'node' });
  const pipeline = `{ until [ -e gone ]; do sleep 0.02; done; node main.js ${args}; echo "exit code $?" >&2; } | { exec <&-; touch gone; }`;
  const env = { ...process.env, NODE_PATH: resolve(checkout, 'node_modules') };
  return spawnSync('sh', ['-c', pipeline], { cwd, env, encoding: 'utf8', timeout: 60_000 }).stderr;
}

it.each([
  ['proof/forecast/main.ts', '--list'],
  ['proof/release.ts', '--runs 0 --no-keep'],
])('%s ends as usual when nobody reads any more', (program, args) =>
  expect(unread(program, args)).toBe('exit code 0\n'),
);
