/** Parts of an image reference: `registry/path:tag@digest`. */
export interface ImageName {
  /** Host, and port where given; Docker Hub when the first part is no host. */
  readonly registry: string;
  /** Path without the registry. */
  readonly path: string;
  readonly tag?: string;
  readonly digest?: string;
}

/** Source of the rule: the reference grammar of distribution/reference. */
export function imageName(reference: string): ImageName {
  const [name = '', digest] = reference.split('@', 2);
  const colon = name.lastIndexOf(':');
  // A colon before the last slash belongs to the registry's port.
  const hasTag = colon > name.lastIndexOf('/');
  const bare = hasTag ? name.slice(0, colon) : name;
  const [first = '', ...rest] = bare.split('/');
  const isHost = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  return {
    registry: isHost ? first : 'docker.io',
    path: isHost ? rest.join('/') : bare,
    tag: hasTag ? name.slice(colon + 1) : undefined,
    digest,
  };
}

/** Numbers of a version-like tag: `v1.10.2-rc1` is 1, 10, 2; undefined for anything else. */
export function versionOf(tag: string | undefined): readonly number[] | undefined {
  const match = /^v?(\d+)\.(\d+)(?:\.(\d+))?(?![\d.])/.exec(tag ?? '');
  return match === null ? undefined : [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
}

export function isOlder(version: readonly number[], than: readonly number[]): boolean {
  const at = version.findIndex((part, index) => part !== than[index]);
  return at >= 0 && (version[at] as number) < (than[at] as number);
}
