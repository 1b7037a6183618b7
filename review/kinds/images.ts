import { field } from '../plan/json';
import type { Change } from '../model';
import type { Kind } from './kind';

/** Resources of the docker provider: what is built and pushed, never what runs. */

export const dockerImage: Kind = {
  noun: 'Docker image',
  types: ['docker_image'],
  replacedBy: ['name', 'triggers', 'build'],
  replacement: {
    old: 'With keep_locally the old image stays in the local engine; the registry is not touched.',
    avoid: 'Nothing to avoid: an image is named after its content, so every release makes a new one.',
  },
};

export const dockerRegistryImage: Kind = {
  noun: 'Registry image',
  types: ['docker_registry_image'],
  replacedBy: ['name', 'triggers'],
  replacement: {
    old: 'With keep_remotely the old image stays in the registry; without, it is deleted there, and pods that need it can no longer be moved to another node.',
    avoid: 'Set keep_remotely to true.',
  },
};

/**
 * The local engine has lost or never had an image that was built before: Terraform builds it once more under the same
 * name, and nothing that runs can notice. Undefined when the change is more than that.
 */
export function localImageNoise({ type, action, raw, differences }: Change): string | undefined {
  if (type !== 'docker_image' || (action !== 'create' && action !== 'replace')) return undefined;
  const name = field(raw.after, 'name');
  const same =
    action === 'create'
      ? false
      : name === field(raw.before, 'name') && differences.every(({ forcesReplacement }) => !forcesReplacement);
  return same
    ? 'Only the local Docker engine lacks this image: it is built again under the same name, and no pod changes.'
    : undefined;
}
