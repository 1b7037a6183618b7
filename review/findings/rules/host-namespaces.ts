import type { Rule } from '../rule';
import { podsOf } from '../view/containers';
import { since } from '../view/since';
import { flagAt } from '../../kubernetes-object/value';

const namespaces = { hostNetwork: 'network', hostPID: 'processes', hostIPC: 'shared memory' } as const;

export const hostNamespaces: Rule = {
  id: 'host-namespaces',
  severity: 'high',
  on: 'either',
  what: "Pods that share the node's network, processes or shared memory",
  why: 'They see and reach everything on the node, past every network policy.',
  remedy: 'Give the pod its own namespaces; for one port of the node use a Service of type NodePort.',
  source: 'kubernetes.io/docs: Pod Security Standards, baseline',
  *check({ things }) {
    for (const { at, before, after } of podsOf(things))
      for (const [key, word] of Object.entries(namespaces)) {
        const on = since(flagAt(before, key) === true, flagAt(after, key) === true);
        if (on !== undefined)
          yield { at, subject: key, message: `Pods of ${at.title} share the ${word} of their node.`, on };
      }
  },
};
