import type { TerraformStack } from 'cdktf/lib/terraform-stack';
import type { Construct } from 'constructs';
import type { Environment } from '../environments/select';
import type { Connections } from './connections';
import { DatabaseStack } from './database';
import { ImagesStack, type ImageSources } from './images';
import { PlatformStack } from './platform';
import { WebStack } from './web';

/** The stacks of one environment, in an order in which they can be deployed. */
export interface ReleaseStacks {
  /** Absent where the environment runs what another one built. */
  readonly images?: ImagesStack;
  readonly platform: PlatformStack;
  readonly database: DatabaseStack;
  readonly web: WebStack;
  readonly inOrder: readonly TerraformStack[];
}

/**
 * Stacks stand directly under the app, since cdktf finds no dependency inside another construct. They are ordered by
 * hand and share plain strings: a value that crosses stacks makes the later one's plan say "No changes".
 */
export function addRelease(
  app: Construct,
  environment: Environment,
  sources: ImageSources,
  connections: Connections,
): ReleaseStacks {
  const id = (part: string): string => `${environment.name}-${part}`;
  const images = environment.settings.build
    ? new ImagesStack(app, id('images'), environment, sources, connections)
    : undefined;
  const platform = new PlatformStack(app, id('platform'), environment, connections);
  const database = new DatabaseStack(app, id('database'), environment, sources.database.reference, connections);
  const web = new WebStack(app, id('web'), environment, sources.web.reference, connections);

  if (images) {
    // Not of necessity: cdktf ends at once where one stack fails, and one that is applied beside it would stay locked.
    platform.addDependency(images);
    database.addDependency(images);
    web.addDependency(images);
  }
  database.addDependency(platform);
  web.addDependency(platform);
  web.addDependency(database);
  return { images, platform, database, web, inOrder: [...(images ? [images] : []), platform, database, web] };
}
