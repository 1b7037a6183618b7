import type { Rule } from '../rule';
import { containerChanges } from '../view/containers';
import { since } from '../view/since';
import { listAt } from '../../kubernetes-object/value';

/** Capabilities that amount to root on the node. */
const dangerous: ReadonlySet<string> = new Set([
  'ALL',
  'SYS_ADMIN',
  'SYS_MODULE',
  'SYS_PTRACE',
  'SYS_RAWIO',
  'NET_ADMIN',
  'DAC_READ_SEARCH',
  'BPF',
]);

export const capabilitiesAdded: Rule = {
  id: 'capabilities-added',
  severity: 'medium',
  on: 'either',
  what: 'A Linux capability that is added to a container (high for those that amount to root)',
  why: 'Each one is a part of what root may do on the node.',
  remedy: 'Drop ALL, and add only what the program was seen to need.',
  source: 'kubernetes.io/docs: Pod Security Standards; capabilities(7)',
  *check({ things }) {
    for (const { at, name, before, after } of containerChanges(things)) {
      const known = new Set(addedBy(before));
      for (const capability of addedBy(after))
        yield {
          at,
          subject: `${name} ${capability}`,
          message: `Container ${name} of ${at.title} gets the capability ${capability}.`,
          on: since(known.has(capability), true),
          severity: dangerous.has(capability) ? 'high' : undefined,
        };
    }
  },
};

const addedBy = (container: unknown): readonly string[] =>
  listAt(container, 'securityContext', 'capabilities', 'add').map((name) => String(name).replace(/^CAP_/, ''));
