import { existsSync } from 'node:fs';
import { stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { kubernetesProgram } from '../kubernetes';
import { isBuilt } from '../go-build';
import type { Check } from './check';
import { CommandFailed, run } from '../run';

const gibibyte = 2 ** 30;

interface Need {
  readonly folder: string;
  readonly what: string;
  readonly gibibytes: number;
}

export const diskProblems: Check = async ({ paths, labExists }) => {
  const built = await isBuilt(paths, kubernetesProgram);
  const needs: Need[] = [
    { folder: paths.cache, what: 'what is built and kept for the next time', gibibytes: built ? 0.5 : 1.5 },
    { folder: paths.state, what: "the cluster's data and images", gibibytes: labExists ? 1 : 3 },
    ...(built ? [] : await goFolders()),
  ];
  return problemsOf(await Promise.all(needs.map(async (need) => ({ ...need, ...(await freeAt(need.folder)) }))));
};

/** Where Go compiles to and downloads to; without Go another check has its say. */
async function goFolders(): Promise<Need[]> {
  try {
    const [cache = '', modules = ''] = (await run('go', ['env', 'GOCACHE', 'GOMODCACHE'])).split('\n');
    return [
      { folder: cache, what: "Go's build cache", gibibytes: 2.5 },
      { folder: modules, what: "Go's module cache", gibibytes: 1.5 },
    ];
  } catch (error) {
    if (error instanceof CommandFailed) return [];
    throw error;
  }
}

interface Measured extends Need {
  readonly device: number;
  readonly freeGibibytes: number;
}

/** Folders on one file system share its space, so their needs are added before they are compared. */
export function problemsOf(needs: readonly Measured[]): string[] {
  const devices = [...new Set(needs.map(({ device }) => device))];
  return devices.flatMap((device) => {
    const here = needs.filter((need) => need.device === device);
    const wanted = here.reduce((sum, { gibibytes }) => sum + gibibytes, 0);
    const free = here[0]?.freeGibibytes ?? 0;
    if (free >= wanted) return [];
    const parts = here.map(({ folder, what, gibibytes }) => `${gibibytes} GiB in ${folder} for ${what}`).join(', ');
    return [
      `The disk has ${free.toFixed(1)} GiB left and the lab needs ${wanted} GiB: ${parts}. Make room; XDG_CACHE_HOME moves the cache.`,
    ];
  });
}

async function freeAt(folder: string): Promise<{ readonly device: number; readonly freeGibibytes: number }> {
  let existing = folder;
  while (!existsSync(existing)) existing = dirname(existing);
  const [{ dev }, { bavail, bsize }] = await Promise.all([stat(existing), statfs(existing)]);
  return { device: dev, freeGibibytes: (bavail * bsize) / gibibyte };
}
