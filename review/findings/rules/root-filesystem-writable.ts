import type { Rule } from '../rule';
import { containerChanges } from '../view/containers';
import { flagAt, isUnknownAt } from '../../kubernetes-object/value';

const path = ['securityContext', 'readOnlyRootFilesystem'] as const;

export const rootFilesystemWritable: Rule = {
  id: 'root-filesystem-writable',
  severity: 'low',
  on: 'change',
  what: 'A container whose root file system becomes writable',
  why: 'An intruder can leave programs behind in it, and the program can fill the disk of its node.',
  remedy: 'Keep it read-only and mount an emptyDir where the program writes.',
  source: 'kubernetes.io/docs: Configure a Security Context',
  *check({ things }) {
    for (const { at, name, before, after } of containerChanges(things))
      if (
        after !== undefined &&
        flagAt(before, ...path) === true &&
        flagAt(after, ...path) !== true &&
        !isUnknownAt(after, ...path)
      )
        yield { at, subject: name, message: `Container ${name} of ${at.title} may write its root file system.` };
  },
};
