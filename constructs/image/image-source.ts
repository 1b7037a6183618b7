import { existsSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { InvalidProps, type Mistake } from '../invalid-props';
import { readBuildContext, type BuildContext } from './build-context';
import { contentHash } from './content-hash';

export interface ImageSourceProps {
  /** Name of the image below the registry. */
  readonly name: string;
  /** Registry as `host:port` or `host/path`, without scheme. */
  readonly registry: string;
  /** First part of the tag; for readers, the content decides. */
  readonly version: string;
  /** Folder of the build context. */
  readonly context: string;
  /** Path inside the context. @default 'Dockerfile' */
  readonly dockerfile?: string;
  /** @default - none */
  readonly buildArgs?: Readonly<Record<string, string>>;
  /** Stage to build. @default - the last one */
  readonly target?: string;
  /** Processor and system that the image is for, for instance `linux/amd64`. @default - those of the Docker engine that builds */
  readonly platform?: string;
}

/**
 * Where an image comes from, and so what it is called: `<registry>/<name>:<version>-<content hash>`, known at synth.
 * An environment that does not build has the same source and so the same reference as the one that does.
 */
export class ImageSource {
  readonly name: string;
  readonly version: string;
  readonly context: BuildContext;
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly target?: string;
  readonly platform?: string;
  /** All 64 digits; the reference carries the first 12. */
  readonly hash: string;
  readonly reference: string;

  constructor(props: ImageSourceProps) {
    const { name, registry, version, dockerfile = 'Dockerfile', buildArgs = {}, target, platform } = props;
    const mistakes = mistakesOf(props, dockerfile);
    if (mistakes.length > 0) throw new InvalidProps(`image ${name}`, mistakes);
    this.name = name;
    this.version = version;
    this.buildArgs = buildArgs;
    this.target = target;
    this.platform = platform;
    this.context = readBuildContext(props.context, posix.normalize(dockerfile));
    this.hash = contentHash({ context: this.context, buildArgs, target, platform });
    this.reference = `${registry}/${name}:${version}-${this.hash.slice(0, 12)}`;
  }
}

function mistakesOf({ name, registry, version, context }: ImageSourceProps, dockerfile: string): readonly Mistake[] {
  const isFolder = existsSync(context) && statSync(context).isDirectory();
  const leaves = dockerfile.startsWith('/') || posix.normalize(dockerfile).startsWith('..');
  return [
    !/^[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*$/.test(name) && {
      property: 'name',
      value: name,
      fix: 'is no image name; use lower-case letters, digits, "-", "_", "." and "/"',
    },
    !/^[a-zA-Z0-9.-]+(:\d+)?(\/[a-z0-9._/-]+)?$/.test(registry) && {
      property: 'registry',
      value: registry,
      fix: 'is no registry; write "host:port" or "host/path" without "https://"',
    },
    !/^\w[\w.-]{0,114}$/.test(version) && {
      property: 'version',
      value: version,
      fix: 'cannot begin a tag; use letters, digits, "_", "." and "-", at most 115',
    },
    !isFolder && {
      property: 'context',
      value: context,
      fix: 'is not a folder; name the one that holds the Dockerfile',
    },
    leaves && { property: 'dockerfile', value: dockerfile, fix: 'lies outside the context; name a file inside it' },
    isFolder &&
      !leaves &&
      !existsSync(join(context, dockerfile)) && {
        property: 'dockerfile',
        value: dockerfile,
        fix: `is not in ${context}; create it or name another one`,
      },
  ].filter((mistake) => mistake !== false);
}
