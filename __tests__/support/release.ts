import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { synthesize } from '../../main';
import { parseDescription, type ReleaseDescription } from '../../release/description';
import { readStacks, type Synthesized } from './synth';
import { temporaryFolder } from './temporary';

export const checkout = join(__dirname, '..', '..');

/** The whole program with these environment variables, as cdktf runs it: references prepared, validations run. */
export function synthesizeAll(
  variables: NodeJS.ProcessEnv = {},
  from = checkout,
): Synthesized & { readonly description: ReleaseDescription } {
  const outdir = temporaryFolder();
  synthesize(variables, from, outdir);
  const path = join(outdir, 'plimsoll.json');
  return { ...readStacks(outdir), description: parseDescription(readFileSync(path, 'utf8'), path) };
}
