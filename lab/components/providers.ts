import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { healthy, unhealthy, type Component } from '../component';
import { goBuild, isBuilt } from '../go-build';
import { placeFile } from '../place-file';
import {
  cliConfiguration,
  mirroredFile,
  mirroredProviders,
  publicRegistryAnswers,
  usersTerraformConfig,
} from '../providers';

export const providers: Component = {
  name: 'providers',
  purpose:
    "Terraform's registry does not answer, so its providers are compiled once and served from a mirror on this machine",
  // Not of necessity: two compilers at once would only take turns, and the cluster is wanted first.
  needs: ['kubernetes-binary'],
  usualSeconds: async ({ paths }) => {
    const built = await Promise.all(mirroredProviders.map(({ program }) => isBuilt(paths, program)));
    return mirroredProviders.reduce((sum, { program }, index) => sum + (built[index] ? 1 : program.usualSeconds), 0);
  },
  limitSeconds: 3600,
  check: async ({ paths, environment }) => {
    const users = usersTerraformConfig(paths, environment);
    if (users) return { ...healthy, detail: `as ${users} says` };
    const missing = mirroredProviders.filter((provider) => !existsSync(mirroredFile(paths, provider)));
    if (existsSync(paths.terraformConfig) && missing.length === 0) return { ...healthy, detail: 'mirror' };
    if (await publicRegistryAnswers()) return { ...healthy, detail: 'public registry' };
    return unhealthy(`not in the mirror: ${missing.map(({ source, version }) => `${source} ${version}`).join(', ')}`);
  },
  version: async ({ paths }) =>
    existsSync(paths.terraformConfig) ? mirroredProviders.map(({ version }) => version).join(', ') : 'as pinned',
  start: async (lab) => {
    const { paths } = lab;
    for (const provider of mirroredProviders)
      placeFile(await goBuild(lab, provider.program), mirroredFile(paths, provider));
    // Last: `lab env` takes this file as the sign that the mirror is complete.
    writeFileSync(`${paths.terraformConfig}.new`, cliConfiguration(paths));
    renameSync(`${paths.terraformConfig}.new`, paths.terraformConfig);
  },
};
