import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(__dirname, '..');
const depcruise = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');

/** What the project's own rules say of a small tree with these files. */
function violations(files: Record<string, string>): string {
  const tree = mkdtempSync(join(tmpdir(), 'plimsoll-arrows-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(tree, name)), { recursive: true });
      writeFileSync(join(tree, name), text);
    }
    for (const config of ['.dependency-cruiser.cjs', 'tsconfig.json']) cpSync(join(root, config), join(tree, config));
    const folders = [...new Set(Object.keys(files).map((name) => name.split('/')[0] as string))];
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [depcruise, '--config', '.dependency-cruiser.cjs', ...folders],
      {
        cwd: tree,
        encoding: 'utf8',
      },
    );
    return stdout + stderr;
  } finally {
    rmSync(tree, { recursive: true });
  }
}

describe('import directions', () => {
  it('refuses a review that reads files or knows the command line', () => {
    const output = violations({
      'review/bad.ts': "import 'node:fs';\nimport '../cli/command';\n",
      'cli/command.ts': 'export const name = 1;\n',
    });
    expect(output).toContain('review-has-no-effects');
    expect(output).toContain('review-knows-only-its-own');
  });

  it('lets the command line know the review', () => {
    const output = violations({
      'cli/command.ts': "import { name } from '../review/model';\nexport { name };\n",
      'review/model.ts': 'export const name = 1;\n',
    });
    expect(output).toContain('no dependency violations found');
  });
});
