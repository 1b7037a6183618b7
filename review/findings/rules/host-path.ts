import type { Rule } from '../rule';
import { podsOf } from '../view/containers';
import { since } from '../view/since';
import { at as valueAt, listAt, textAt } from '../../kubernetes-object/value';

export const hostPath: Rule = {
  id: 'host-path',
  severity: 'high',
  on: 'either',
  what: 'A volume that is a folder of the node (hostPath)',
  why: 'A container that writes there can take the node over, and the data is on one node only.',
  remedy: 'Use a claim, an emptyDir or a ConfigMap.',
  source: 'kubernetes.io/docs: Volumes, hostPath',
  *check({ things }) {
    for (const { at, before, after } of podsOf(things)) {
      const known = new Set(hostPathsOf(before));
      for (const name of hostPathsOf(after)) {
        const on = since(known.has(name), true);
        yield { at, subject: name, message: `Volume ${name} of ${at.title} is a folder of the node.`, on };
      }
    }
  },
};

const hostPathsOf = (pod: unknown): readonly string[] =>
  listAt(pod, 'volumes')
    .filter((volume) => valueAt(volume, 'hostPath') !== undefined)
    .map((volume) => textAt(volume, 'name') ?? '');
