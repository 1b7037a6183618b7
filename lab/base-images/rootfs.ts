import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { LabError } from '../lab-error';
import { CommandFailed, run } from '../run';
import { certificateBundle, type Recipe } from './recipe';

/** Makes a Debian root file system as tarball, unless it is there. It appears under its name only when complete. */
export async function makeRootfs(recipe: Recipe, tarball: string, signal: AbortSignal): Promise<void> {
  if (await exists(tarball)) return;
  await mkdir(dirname(tarball), { recursive: true });
  const unfinished = `${tarball}.${process.pid}.unfinished`;
  try {
    await run(
      'mmdebstrap',
      [
        ...recipe.rootfsArguments,
        // What this machine trusts, an image built on it must trust as well: a registry may stand behind a proxy.
        `--customize-hook=upload ${certificateBundle} ${certificateBundle}`,
        '--format=tar',
        recipe.suite,
        unfinished,
      ],
      // mmdebstrap downloads as the user _apt, who may not look into a private TMPDIR.
      { signal, environment: { ...process.env, TMPDIR: '/tmp' } },
    );
    await flush(unfinished);
    await rename(unfinished, tarball);
  } catch (error) {
    if (error instanceof CommandFailed) throw new LabError(explained(error, tarball));
    throw error;
  } finally {
    await rm(unfinished, { force: true });
  }
}

function explained({ code, detail }: CommandFailed, tarball: string): string {
  if (code === 'ENOENT')
    return 'mmdebstrap, which makes the base images, is not installed. Install it: apt-get install mmdebstrap';
  const next = /No space left/i.test(detail)
    ? `The disk is full: free some 500 MB in /tmp and ${dirname(tarball)}, then run this again.`
    : 'Check that `apt-get update` works on this machine, then run this again.';
  return `The Debian root file system for the base images could not be made (mmdebstrap ended with ${code}).\n${detail}\n${next}`;
}

async function flush(file: string): Promise<void> {
  const handle = await open(file, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
