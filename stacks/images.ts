import { TerraformStack } from 'cdktf/lib/terraform-stack';
import type { Construct } from 'constructs';
import { join } from 'node:path';
import { ContainerImage } from '../constructs/container-image';
import { ImageSource } from '../constructs/image/image-source';
import type { Environment } from '../environments/select';
import { connectToDocker, keepState, type Connections } from './connections';

/** The images of a release, by what they are for. */
export interface ImageSources {
  readonly web: ImageSource;
  readonly database: ImageSource;
}

/** Reads app/ and names the images; nothing is built yet, and an environment that does not build does the same. */
export function imageSources({ settings }: Environment, checkout: string): ImageSources {
  const { registry, baseImages, platform, web, database } = settings;
  const shared = { registry: registry.address, platform };
  return {
    web: new ImageSource({
      ...shared,
      name: 'web',
      version: web.version,
      context: join(checkout, 'app', 'web'),
      buildArgs: { APP_VERSION: web.version, ...baseImage(baseImages.web) },
    }),
    database: new ImageSource({
      ...shared,
      name: 'database',
      // Its own: another version of the application must not restart the database.
      version: database.version,
      context: join(checkout, 'app', 'database'),
      buildArgs: baseImage(baseImages.database),
    }),
  };
}

function baseImage(reference: string | undefined): Record<string, string> {
  return reference === undefined ? {} : { BASE_IMAGE: reference };
}

/** Builds and pushes the images. Only in environments that build; the others run the same tags from the same registry. */
export class ImagesStack extends TerraformStack {
  readonly web: ContainerImage;
  readonly database: ContainerImage;

  constructor(scope: Construct, id: string, environment: Environment, sources: ImageSources, connections: Connections) {
    super(scope, id);
    keepState(this, environment, connections);
    connectToDocker(this, environment, connections);
    const insecureRegistry = environment.settings.registry.insecure;
    this.web = new ContainerImage(this, 'web', { source: sources.web, insecureRegistry });
    this.database = new ContainerImage(this, 'database', { source: sources.database, insecureRegistry });
  }
}
