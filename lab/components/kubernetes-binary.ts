import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { healthy, unhealthy, type Component } from '../component';
import { goBuild, isBuilt } from '../go-build';
import { pauseProgram } from '../pause';
import { kubernetesProgram, kubernetesVersion, programs } from '../kubernetes';
import { placeFile } from '../place-file';

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
    // Here, where all it needs is compiled already; on its own it would wait for its turn behind this build and the providers'.
    await goBuild(lab, pauseProgram);
    for (const program of programs) placeFile(binary, join(lab.paths.binaries, program));
  },
  version: async () => kubernetesVersion,
};
