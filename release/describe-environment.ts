import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescriptionError, environmentOf, readDescription, type DescribedEnvironment } from './description';

/**
 * What one environment is, by synthesizing it into a folder that is thrown away: the settings then have the same
 * checks and overrides as in `cdktf synth`, and a plan that lies in cdktf.out is left alone.
 */
export async function describeEnvironment(
  checkout: string,
  name: string,
  variables: NodeJS.ProcessEnv,
): Promise<DescribedEnvironment> {
  const folder = await mkdtemp(join(tmpdir(), 'plimsoll-synth-'));
  try {
    return await synthesize(checkout, name, variables, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Synthesizes one environment of a checkout into a folder, as `cdktf synth` does, and says what it is. */
export async function synthesize(
  checkout: string,
  name: string,
  variables: NodeJS.ProcessEnv,
  folder: string,
): Promise<DescribedEnvironment> {
  await run(join(checkout, 'dist', 'main.js'), { ...variables, PLIMSOLL_ENVIRONMENT: name, CDKTF_OUTDIR: folder });
  return environmentOf(readDescription(folder), name);
}

function run(app: string, variables: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [app], { env: variables, stdio: ['ignore', 'ignore', 'pipe'] });
    let complaint = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else
        reject(new DescriptionError(complaint.trim() || `Synthesis ended with code ${String(code)} and said nothing.`));
    });
  });
}
