import { join } from 'node:path';
import { baseImageNames, baseImagesKey, ensureBaseImages } from '../base-images/base-images';
import { RegistryCopy } from '../base-images/registry-copy';
import { healthy, unhealthy, type Component } from '../component';
import { engineHost } from '../docker-engine';
import { http } from '../http';
import { registryAddress } from '../layout';
import { identity } from '../pki';
import { registryStorage } from './registry';

const images = Object.values(baseImageNames(registryAddress));

export const baseImages: Component = {
  name: 'base-images',
  purpose: 'what the images of applications are built on, made from Debian and npm packages',
  needs: ['docker', 'registry', 'packages'],
  usualSeconds: async ({ paths }) =>
    new RegistryCopy(join(paths.cache, 'base-images'), registryStorage(paths), await baseImagesKey()).exists() ? 1 : 60,
  limitSeconds: 1800,
  address: images.join(', '),
  check: async ({ paths }) => {
    const present = await Promise.all(images.map((image) => isInRegistry(image, identity(paths, 'local'))));
    const missing = images.filter((_, index) => !present[index]);
    return missing.length === 0 ? healthy : unhealthy(`not in the registry: ${missing.join(', ')}`);
  },
  start: async ({ paths, environment, record, signal, note }) => {
    const cacheFolder = join(paths.cache, 'base-images');
    const copy = new RegistryCopy(cacheFolder, registryStorage(paths), await baseImagesKey());
    if (copy.exists()) return copy.restore();
    await ensureBaseImages({
      cacheFolder: paths.cache,
      dockerHost: await engineHost(environment, paths, record.read().dockerEngine ?? 'own'),
      registry: registryAddress,
      report: note,
      signal,
    });
    await copy.save();
  },
};

async function isInRegistry(image: string, tls: ReturnType<typeof identity>): Promise<boolean> {
  const [, name = '', tag = ''] = /^[^/]+\/(.+):([^:]+)$/.exec(image) ?? [];
  const { status, body } = await http(`https://${registryAddress}/v2/${name}/tags/list`, { tls });
  return status === 200 && ((JSON.parse(body) as { readonly tags?: string[] | null }).tags ?? []).includes(tag);
}
