import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { LabError } from '../lab-error';
import { CommandFailed, run } from '../run';
import type { NpmPackage, Recipe } from './recipe';
import { exists } from './rootfs';

/** Makes the build context of the node image (node, npm, Dockerfile), unless it is there; complete or not at all. */
export async function makeNodeContext(
  recipe: Recipe,
  dockerfile: string,
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  if (await exists(folder)) return;
  const unfinished = `${folder}.${process.pid}.unfinished`;
  try {
    await mkdir(unfinished, { recursive: true });
    for (const wanted of recipe.packages) await unpack(wanted, unfinished, signal);
    const [node, npm] = recipe.packages.map(({ name }) => join(unfinished, 'unpacked', name));
    await rename(join(node as string, 'bin', 'node'), join(unfinished, 'node'));
    await rename(npm as string, join(unfinished, 'npm'));
    await rm(join(unfinished, 'unpacked'), { recursive: true });
    await cp(dockerfile, join(unfinished, 'Dockerfile'));
    await rename(unfinished, folder);
  } catch (error) {
    if (error instanceof CommandFailed)
      throw new LabError(
        `Node.js for the base image could not be fetched.\n${error.message}\n` +
          'Check that npm reaches its registry (npm ping) and that the disk is not full (some 300 MB are needed), then run this again.',
      );
    throw error;
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

async function unpack({ name, version, integrity }: NpmPackage, folder: string, signal: AbortSignal): Promise<void> {
  const packed = JSON.parse(
    await run('npm', ['pack', `${name}@${version}`, '--json', '--silent', '--pack-destination', folder], {
      cwd: folder,
      signal,
    }),
  ) as readonly [{ readonly filename: string }];
  const file = join(folder, packed[0].filename);
  const found = `sha512-${createHash('sha512')
    .update(await readFile(file))
    .digest('base64')}`;
  if (found !== integrity)
    throw new LabError(
      `The npm package ${name}@${version} has the integrity ${found}, but lab/base-images/recipe.ts pins ${integrity}. ` +
        'Something between this machine and the registry has changed it, or the pin is wrong; do not use it before you know which.',
    );
  const target = join(folder, 'unpacked', name);
  await mkdir(target, { recursive: true });
  await run('tar', ['-xzf', file, '-C', target, '--strip-components=1', '--no-same-owner'], { signal });
  await rm(file);
}
