import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Lab } from './component';
import { goBuild, type GoProgram } from './go-build';
import { run } from './run';

/** Never pulled: it is put into containerd directly, so that no pod waits for a registry. */
export const pauseImage = 'plimsoll.lab/pause:1';

export const pauseProgram: GoProgram = {
  name: 'pause',
  folder: 'lab/pause',
  what: 'the container that holds the network of a pod',
  usualSeconds: 15,
};

/** Path of an OCI archive with the static program as its only file. */
export async function pauseArchive(lab: Lab): Promise<string> {
  const binary = await goBuild(lab, pauseProgram);
  const archive = join(binary, '..', 'pause.tar');
  if (existsSync(archive)) return archive;
  const work = mkdtempSync(join(lab.paths.cache, 'go', 'pause.unfinished-'));
  try {
    mkdirSync(join(work, 'root'));
    copyFileSync(binary, join(work, 'root', 'pause'));
    await tar(join(work, 'layer.tar'), join(work, 'root'), ['pause']);
    writeImage(work, join(work, 'layer.tar'));
    await tar(join(work, 'pause.tar'), join(work, 'image'), ['oci-layout', 'index.json', 'blobs']);
    renameSync(join(work, 'pause.tar'), archive);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return archive;
}

function tar(archive: string, folder: string, names: readonly string[]): Promise<string> {
  const sameEverywhere = ['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner', '--mode=0755'];
  return run('tar', ['--create', '--file', archive, '--directory', folder, ...sameEverywhere, ...names]);
}

function writeImage(work: string, layerFile: string): void {
  const blobs = join(work, 'image', 'blobs', 'sha256');
  mkdirSync(blobs, { recursive: true });
  const add = (content: Buffer, mediaType: string) => {
    const hash = createHash('sha256').update(content).digest('hex');
    writeFileSync(join(blobs, hash), content);
    return { mediaType, digest: `sha256:${hash}`, size: content.length };
  };
  const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
  const type = (name: string): string => `application/vnd.oci.image.${name}`;
  const layer = add(readFileSync(layerFile), type('layer.v1.tar'));
  const architecture = process.arch === 'arm64' ? 'arm64' : 'amd64';
  const config = add(
    json({
      ...{ architecture, os: 'linux', rootfs: { type: 'layers', diff_ids: [layer.digest] } },
      config: { Entrypoint: ['/pause'], User: '65535:65535' },
    }),
    type('config.v1+json'),
  );
  const manifest = add(
    json({ schemaVersion: 2, mediaType: type('manifest.v1+json'), config, layers: [layer] }),
    type('manifest.v1+json'),
  );
  writeFileSync(join(work, 'image', 'oci-layout'), json({ imageLayoutVersion: '1.0.0' }));
  const annotations = { 'io.containerd.image.name': pauseImage };
  writeFileSync(
    join(work, 'image', 'index.json'),
    json({ schemaVersion: 2, manifests: [{ ...manifest, annotations }] }),
  );
}
