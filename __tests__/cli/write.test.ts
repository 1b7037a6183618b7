import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { temporaryFolder } from '../support/temporary';

const lines = 20_000;
const everything = Array.from({ length: lines }, (_, index) => `this is line ${index + 1}\n`).join('');

/** Writes more lines than a pipe holds; with `pause` it waits halfway until the reader has read something. */
const writer = `
  const { existsSync, writeFileSync } = require('node:fs');
  const { writeOut } = require('./write.js');
  for (let line = 1; line <= ${lines}; line += 1) {
    writeOut('this is line ' + line + '\\n');
    if (process.argv[2] !== 'pause' || line !== ${lines / 2}) continue;
    writeFileSync('half', '');
    while (!existsSync('read')) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
  }`;
/** Shares the pipe and has made it one that does not block, as Node.js does with its own output. */
const neighbour = `process.stdout.write(''); require('node:fs').writeFileSync('ready', ''); setTimeout(() => {}, 60_000);`;
const until = (file: string): string => `until [ -e ${file} ]; do sleep 0.02; done`;

/** What a shell's pipeline read, and how the writer ended. */
function run(pipeline: string): { readonly read: string; readonly end: string } {
  const cwd = temporaryFolder();
  const source = readFileSync(join(__dirname, '..', '..', 'cli', 'write.ts'), 'utf8');
  writeFileSync(join(cwd, 'write.js'), transformSync(source, { loader: 'ts', format: 'cjs' }).code);
  writeFileSync(join(cwd, 'writer.js'), writer);
  writeFileSync(join(cwd, 'neighbour.js'), neighbour);
  const { stdout, stderr } = spawnSync('sh', ['-c', pipeline], { cwd, encoding: 'utf8', timeout: 60_000 });
  return { read: stdout, end: stderr };
}

describe('into a pipe', () => {
  const into = (reader: string) => run(`{ node writer.js; echo "exit code $?" >&2; } | ${reader}`);

  it('is quiet when nobody reads any more', () => {
    expect(into('head -n 1')).toEqual({ read: 'this is line 1\n', end: 'exit code 0\n' });
  });

  it('writes everything', () => {
    expect(into('cat')).toEqual({ read: everything, end: 'exit code 0\n' });
  });

  it('is as quiet where standard error goes there too', () => {
    const complainer = `const { writeError } = require('./write.js'); for (let line = 1; line <= ${lines}; line += 1) writeError('no\\n');`;
    expect(run(`{ node -e "${complainer}" 2>&1; echo "exit code $?" >&2; } | head -n 1`)).toEqual({
      read: 'no\n',
      end: 'exit code 0\n',
    });
  });
});

describe('into a full pipe that does not block', () => {
  const into = (reader: string) =>
    run(
      `{ node neighbour.js & ${until('ready')}; node writer.js pause; echo "exit code $?" >&2; kill $!; } | { ${until('half')}; ${reader}; }`,
    );

  it('is quiet when nobody reads any more', () => {
    expect(into('head -n 1; touch read')).toEqual({ read: 'this is line 1\n', end: 'exit code 0\n' });
  });

  it('writes everything in order, also when there was room again in between', () => {
    expect(into('dd bs=1000 count=30 2>/dev/null; touch read; cat')).toEqual({
      read: everything,
      end: 'exit code 0\n',
    });
  });
});
