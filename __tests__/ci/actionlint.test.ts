import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const checkout = resolve(__dirname, '..', '..');
const version = 'v1.7.7';
const hasGo = spawnSync('go', ['version']).status === 0;
if (!hasGo) process.stderr.write('SKIPPED: no Go on the PATH, so actionlint did not check the workflows.\n');

(hasGo ? it : it.skip)(
  'actionlint finds nothing in the workflows',
  () => {
    const folder = join(checkout, '.github', 'workflows');
    const files = readdirSync(folder).map((file) => join(folder, file));
    const { status, stdout, stderr } = spawnSync(
      'go',
      ['run', `github.com/rhysd/actionlint/cmd/actionlint@${version}`, '-no-color', ...files],
      { cwd: checkout, encoding: 'utf8', env: { ...process.env, GOFLAGS: '-mod=mod', GOSUMDB: 'off' } },
    );
    expect(files.length).toBeGreaterThan(0);
    expect({ status, said: stdout + stderr.replace(/^go: downloading.*\n/gm, '') }).toEqual({ status: 0, said: '' });
  },
  600_000,
);
