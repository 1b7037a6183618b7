import type { Environment } from '../environments/select';
import { stateOf } from './connections';
import type { ImageSources } from './images';
import { credentials, webName } from './names';
import type { ReleaseStacks } from './release';

/** What synth tells the programs that release: see release/description.ts, whose shape main.ts holds this against. */
export function describeEnvironment(environment: Environment, sources: ImageSources, stacks: ReleaseStacks) {
  const { name, settings } = environment;
  const { cluster, namespaces, registry, build, protectData, web } = settings;
  return {
    name,
    stacks: stacks.inOrder.map((stack) => ({
      name: stack.node.id,
      dependsOn: stack.dependencies.map((other) => other.node.id),
      state: stateOf(stack, environment),
    })),
    kubeContext: cluster.context,
    namespaces,
    credentials: { secret: credentials.secret, keys: Object.values(credentials.keys), user: credentials.user },
    registry,
    builds: build,
    images: [sources.web, sources.database].map((source) => ({
      name: source.name,
      version: source.version,
      reference: source.reference,
      contentHash: source.hash,
    })),
    protectData,
    web: { name: webName, replicas: web.replicas, exposure: { port: 80, ...web.service } },
  };
}
