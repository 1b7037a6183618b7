import { copyFileSync, existsSync, linkSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { healthy, unhealthy, type Component } from '../component';
import { goBuild, isBuilt } from '../go-build';
import { kubernetesProgram, kubernetesVersion, programs } from '../kubernetes';

export const kubernetesBinary: Component = {
  name: 'kubernetes-binary',
  purpose: 'no cluster comes as a package, so Kubernetes is compiled once',
  needs: [],
  usualSeconds: async (lab) => ((await isBuilt(lab.paths, kubernetesProgram)) ? 1 : kubernetesProgram.usualSeconds),
  limitSeconds: 3600,
  check: async ({ paths }) => {
    const missing = programs.filter((program) => !existsSync(join(paths.binaries, program)));
    return missing.length === 0 ? healthy : unhealthy(`not there yet: ${missing.join(', ')}`);
  },
  start: async (lab) => {
    const binary = await goBuild(lab, kubernetesProgram);
    mkdirSync(lab.paths.binaries, { recursive: true });
    for (const program of programs) place(binary, join(lab.paths.binaries, program));
  },
  version: async () => kubernetesVersion,
};

/** A hard link, so that clearing the cache does not take the ground from under a running lab; a copy across file systems. */
function place(binary: string, target: string): void {
  const unfinished = `${target}.new`;
  rmSync(unfinished, { force: true });
  try {
    linkSync(binary, unfinished);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    copyFileSync(binary, unfinished);
  }
  renameSync(unfinished, target);
}
