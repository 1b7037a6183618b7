import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Docker } from './docker';
import { makeNodeContext } from './node-context';
import { certificateBundle, contentKey, recipeFor } from './recipe';
import { makeRootfs } from './rootfs';

interface BaseImagesOptions {
  /** Where the root file system and Node.js are kept between labs. */
  readonly cacheFolder: string;
  /** The Docker engine that imports and builds, as DOCKER_HOST names it. */
  readonly dockerHost: string;
  /** Registry that gets the images, as `host:port`. */
  readonly registry: string;
  /** A line for the person who waits. */
  readonly report: (text: string) => void;
  readonly signal: AbortSignal;
  /** @default - the architecture of this process */
  readonly architecture?: NodeJS.Architecture;
}

/** References of the lab's base images. Never a public name: an image must not pass for what it is not. */
export function baseImageNames(registry: string): { readonly debian: string; readonly node: string } {
  return { debian: `${registry}/plimsoll-lab/debian:bookworm`, node: `${registry}/plimsoll-lab/node:22-bookworm` };
}

/**
 * Makes both base images and pushes them, unless this content is in the engine or the registry already.
 * Interrupted anywhere, it goes on from there when called again.
 */
export async function ensureBaseImages(options: BaseImagesOptions): Promise<void> {
  const { cacheFolder, registry, report, signal } = options;
  const docker = new Docker(options.dockerHost, signal);
  const names = baseImageNames(registry);
  const { recipe, dockerfile, debianKey, nodeKey } = await contentOf(options.architecture ?? process.arch);

  await ensure(names.debian, debianKey, docker, async (image) => {
    const tarball = join(cacheFolder, 'base-images', `debian-${debianKey}.tar`);
    report('making the Debian base image from Debian packages; usually 40 to 80 s');
    await makeRootfs(recipe, tarball, signal);
    await docker.import(tarball, image, [`ENV NODE_EXTRA_CA_CERTS=${certificateBundle}`, 'CMD ["bash"]']);
  });
  await ensure(names.node, nodeKey, docker, async (image) => {
    const context = join(cacheFolder, 'base-images', `node-${nodeKey}`);
    report('making the Node.js base image from npm packages; usually 15 to 30 s');
    await makeNodeContext(recipe, dockerfile, context, signal);
    await docker.build(context, image, `${names.debian}-${debianKey}`);
  });
}

/** Changes with whatever decides about the content of either image. */
export async function baseImagesKey(architecture: NodeJS.Architecture = process.arch): Promise<string> {
  return (await contentOf(architecture)).nodeKey;
}

async function contentOf(architecture: NodeJS.Architecture) {
  const recipe = recipeFor(architecture);
  const dockerfile = join(sourceFolder(), 'node', 'Dockerfile');
  const debianKey = contentKey(recipe, await readFile(certificateBundle));
  return { recipe, dockerfile, debianKey, nodeKey: contentKey(debianKey, await readFile(dockerfile)) };
}

/** The tag with the key says which content it is; the plain tag is what Dockerfiles ask for. */
async function ensure(
  name: string,
  key: string,
  docker: Docker,
  make: (image: string) => Promise<void>,
): Promise<void> {
  const keyed = `${name}-${key}`;
  if (!(await docker.holds(keyed)) && !(await docker.pulled(keyed))) await make(keyed);
  await docker.tag(keyed, name);
  // Pushing what is there takes a moment, and repairs a registry that lost its data while the engine kept its own.
  await docker.push(keyed);
  await docker.push(name);
}

/** Folder of the sources: compiled, this file stands in dist/lab/base-images, where only JavaScript is copied. */
function sourceFolder(): string {
  return __dirname.replace(/([/\\])dist([/\\]lab[/\\]base-images)$/, '$2');
}
