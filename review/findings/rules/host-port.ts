import type { Rule } from '../rule';
import { containerChanges } from '../view/containers';
import { numberAt, listAt } from '../../kubernetes-object/value';

export const hostPort: Rule = {
  id: 'host-port',
  severity: 'medium',
  on: 'change',
  what: 'A container that takes a port of its node',
  why: 'One such pod fits on a node: a rollout with surge waits for ever for a free one, and the port is open past every Service.',
  remedy: 'Use a Service; a DaemonSet that really needs it rolls with surge 0.',
  source: 'kubernetes.io/docs: Configuration Best Practices, hostPort',
  *check({ things }) {
    for (const { at, name, before, after } of containerChanges(things)) {
      const known = new Set(hostPortsOf(before));
      for (const port of hostPortsOf(after))
        if (!known.has(port))
          yield {
            at,
            subject: `${name} ${port}`,
            message: `Container ${name} of ${at.title} takes port ${port} of its node.`,
          };
    }
  },
};

const hostPortsOf = (container: unknown): readonly number[] =>
  listAt(container, 'ports')
    .map((port) => numberAt(port, 'hostPort') ?? 0)
    .filter((port) => port > 0);
