import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { Script } from 'node:vm';
import { optimiseLate } from './optimise-late';

/**
 * Reviews a plan with the packed command and keeps what was compiled for it, for cli/start.ts: a process of its own,
 * since the command ends it. Called by write-bundle.ts with the packed file, the cache to write and the plan.
 */
optimiseLate();
const [packed = '', cache = '', plan = ''] = process.argv.slice(2);
const file = resolve(packed);
const script = new Script(readFileSync(file, 'latin1'), { filename: file });
process.argv = [process.execPath, file, 'review', plan, '--format', 'terminal'];
process.on('exit', () => {
  writeFileSync(cache, script.createCachedData());
  // The verdict on the plan is no verdict on the build.
  process.exitCode = 0;
});
const run = script.runInThisContext() as (load: NodeJS.Require, file: string, folder: string) => void;
run(createRequire(file), file, dirname(file));
