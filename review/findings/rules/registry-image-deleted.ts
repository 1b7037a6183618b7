import { at as valueAt, textAt } from '../../kubernetes-object/value';
import type { Rule } from '../rule';

export const registryImageDeleted: Rule = {
  id: 'registry-image-deleted',
  severity: 'high',
  on: 'change',
  what: 'An image that the release deletes from the registry',
  why: 'A pod that moves to another node cannot pull it any more, and a rollback to it cannot start.',
  remedy: 'Set keep_remotely to true, apply that, and let the registry itself remove what is old.',
  source: 'kreuzwerker/docker provider: docker_registry_image, keep_remotely',
  *check({ changes }) {
    for (const change of changes) {
      const { type, action, raw } = change;
      if (type !== 'docker_registry_image' || (action !== 'delete' && action !== 'replace')) continue;
      const name = textAt(raw.before, 'name');
      if (valueAt(raw.before, 'keep_remotely') === true || name === textAt(raw.after, 'name')) continue;
      yield { at: change, message: `${change.address} deletes ${name ?? 'its image'} from the registry.` };
    }
  },
};
