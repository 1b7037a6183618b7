import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { debianVersion } from '../debian';
import { daemon } from '../daemon';
import { wrongWith } from '../http';
import { registryAddress, type Paths } from '../layout';
import { certificatePaths, identity } from '../pki';

const url = `https://${registryAddress}`;

export function registryStorage(paths: Paths): string {
  return join(paths.state, 'registry');
}

export const registry = daemon({
  name: 'registry',
  program: 'docker-registry',
  purpose: 'where images are pushed to and pulled from',
  needs: ['packages', 'certificates'],
  usualSeconds: 1,
  limitSeconds: 30,
  address: url,
  prepare: ({ paths }) => {
    const own = certificatePaths(paths, 'local');
    mkdirSync(paths.config, { recursive: true });
    const settings = {
      version: '0.1',
      log: { level: 'warn', accesslog: { disabled: true } },
      storage: { filesystem: { rootdirectory: registryStorage(paths) }, delete: { enabled: true } },
      http: {
        addr: registryAddress,
        secret: 'one registry, no replicas',
        tls: { certificate: own.certificate, key: own.key },
      },
    };
    writeFileSync(join(paths.config, 'registry.yml'), JSON.stringify(settings, null, 2));
  },
  arguments: ({ paths }) => ['serve', join(paths.config, 'registry.yml')],
  wrong: ({ paths }) => wrongWith(`${url}/v2/`, { tls: identity(paths, 'local') }),
  version: () => debianVersion('docker-registry'),
});
