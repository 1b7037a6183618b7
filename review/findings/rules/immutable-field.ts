import { refusedIn } from '../release';
import type { Rule } from '../rule';
import { listed } from '../words';

export const immutableField: Rule = {
  id: 'immutable-field',
  severity: 'medium',
  on: 'change',
  what: 'A change of a field that Kubernetes or the provider cannot update, so that the object is replaced or the change refused',
  why: 'What reads like a small edit deletes the object and makes a new one, with everything that hangs on it, or stops the apply halfway.',
  remedy:
    'Keep the field, or make the new object under a new name beside the old one, move users over, and delete the old one later.',
  source: 'kubernetes provider schema (ForceNew); Kubernetes API validation of updates',
  *check(release) {
    const isRefused = refusedIn(release);
    for (const change of release.changes) {
      const thing = release.thingOf(change);
      // Images are named after their content, a Job is made to be made anew, and a StatefulSet has a rule of its own.
      if (change.action !== 'replace' || thing === undefined || ownWays.has(thing.kind)) continue;
      if (isRefused(change)) continue;
      const forcing = change.differences.filter((one) => one.forcesReplacement).map(({ label }) => label);
      if (forcing.length > 0)
        yield {
          at: change,
          subject: forcing.join(', '),
          message: `${thing.title} is replaced because of ${listed(forcing)}.`,
        };
    }
    for (const { at, subject, message } of release.refused) yield { at, subject, message, severity: 'high' };
  },
};

const ownWays: ReadonlySet<string> = new Set(['Job', 'StatefulSet']);
