#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { optimiseLate } from './optimise-late';

/**
 * What the package starts: runs plimsoll.js with the code that was compiled when it was packed. Compiling anew would be
 * a quarter of the start, and happens by itself under another version of Node.js than it was packed with.
 */
optimiseLate();
const file = join(__dirname, 'plimsoll.js');
// Nothing but ASCII is in it, which this encoding reads fastest.
const script = new Script(readFileSync(file, 'latin1'), { filename: file, cachedData: compiled() });
const run = script.runInThisContext() as (load: NodeJS.Require, file: string, folder: string) => void;
run(createRequire(file), file, __dirname);

function compiled(): Buffer | undefined {
  try {
    return readFileSync(join(__dirname, 'plimsoll.cache'));
  } catch {
    return undefined;
  }
}
