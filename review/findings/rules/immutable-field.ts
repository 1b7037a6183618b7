import type { Rule } from '../rule';

export const immutableField: Rule = {
  id: 'immutable-field',
  severity: 'medium',
  on: 'change',
  what: 'A change of a field that Kubernetes or the provider cannot update, so that the object is replaced',
  why: 'What reads like a small edit deletes the object and makes a new one, with everything that hangs on it.',
  remedy:
    'Keep the field, or make the new object under a new name beside the old one, move users over, and delete the old one later.',
  source: 'kubernetes provider schema (ForceNew); Kubernetes API validation of updates',
  *check(release) {
    for (const change of release.changes) {
      const thing = release.thingOf(change);
      // Images are named after their content, and a Job is made to be made anew.
      if (change.action !== 'replace' || thing === undefined || thing.kind === 'Job') continue;
      for (const { label, forcesReplacement } of change.differences)
        if (forcesReplacement)
          yield { at: change, subject: label, message: `${thing.title} is replaced because of ${label}.` };
    }
  },
};
