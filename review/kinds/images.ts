import { field } from '../plan/json';
import type { Change, ResourceChange } from '../model';
import type { Kind } from './kind';

/** Resources of the docker provider: what is built and pushed, never what runs. */

export const dockerImage: Kind = {
  noun: 'Docker image',
  types: ['docker_image'],
  replacedBy: ['name', 'triggers', 'build'],
  replacement: {
    old: 'With keep_locally the old image stays in the local engine; the registry is not touched.',
    // Nothing to avoid: an image is named after its content, so every release makes a new one.
    avoid: '',
  },
  replacementOf: ({ raw }) => ({
    old:
      field(raw.before, 'keep_locally') === true
        ? 'The old image stays in the local engine (keep_locally); the registry is not touched.'
        : 'The old image is deleted from the local engine; the registry is not touched.',
  }),
};

export const dockerRegistryImage: Kind = {
  noun: 'Registry image',
  types: ['docker_registry_image'],
  replacedBy: ['name', 'triggers'],
  replacement: {
    old: 'With keep_remotely the old image stays in the registry; without, it is deleted there, and pods that need it can no longer be moved to another node.',
    avoid: 'Set keep_remotely to true.',
  },
  // The state decides, which holds what was applied last.
  replacementOf: ({ raw }) =>
    field(raw.before, 'keep_remotely') === true
      ? { old: 'The old image stays in the registry (keep_remotely).', avoid: '' }
      : {
          old: 'The old image is deleted from the registry, since keep_remotely is not true: pods that need it can no longer be moved to another node.',
          avoid: 'Set keep_remotely to true, and apply that before anything else.',
        },
};

/**
 * The local engine has lost an image that was built before: Terraform builds it once more under the same name, and nothing
 * that runs can notice. Undefined when the change is more than that. Source: the provider's read removes what the engine
 * lacks from the state, so that the plan creates it anew and `resource_drift` says it was deleted.
 */
export function localImageNoise(change: Change, drift: readonly ResourceChange[]): string | undefined {
  const { type, action, raw, differences, address } = change;
  if (type !== 'docker_image') return undefined;
  const name = field(raw.after, 'name');
  const lost = drift.find((one) => one.address === address && one.actions.includes('delete'));
  const rebuilt =
    action === 'create'
      ? lost !== undefined && field(lost.before, 'name') === name
      : action === 'replace' &&
        field(raw.before, 'name') === name &&
        differences.every(({ forcesReplacement }) => !forcesReplacement);
  return rebuilt && typeof name === 'string'
    ? 'Only the local Docker engine lacks this image: it is built again under the same name, and no pod changes.'
    : undefined;
}
