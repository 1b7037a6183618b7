import { tryCommand, type Check } from './check';

/** The command line fetches what the registry holds already, the engine builds the rest; see fetch-images.ts. */
export const dockerProblems: Check = async ({ environment, variables }) => {
  if (!environment.builds) return [];
  // Where the provider looks for an engine: it knows no contexts of the command line.
  const host = variables['DOCKER_HOST'] || (process.platform === 'win32' ? undefined : 'unix:///var/run/docker.sock');
  const tried = await tryCommand('docker', ['version', '--format', '{{.Server.Version}}'], {
    ...variables,
    ...(host === undefined ? {} : { DOCKER_HOST: host }),
  });
  const why = `environment "${environment.name}" builds its images`;
  switch (tried.kind) {
    case 'answered':
      return [];
    case 'not-installed':
      return [`There is no \`docker\` on the PATH, and ${why}. Install Docker's command line.`];
    case 'refused':
      return [
        `No Docker engine answers at ${host ?? 'the usual place'} (${tried.why}), and ${why}. Start it, or name a running one in DOCKER_HOST.`,
      ];
  }
};
