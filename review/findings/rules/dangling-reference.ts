import type { Rule } from '../rule';

export const danglingReference: Rule = {
  id: 'dangling-reference',
  severity: 'high',
  on: 'change',
  what: 'A reference that leads somewhere before the release and nowhere after it',
  why: 'A Service without pods, a pod without its ConfigMap or claim, a route without a backend: each fails for users once applied.',
  remedy:
    'Keep the object or key that is referred to, or change both sides in an order in which one always leads somewhere.',
  *check({ dangling }) {
    for (const { at, subject, message } of dangling) yield { at, subject, message };
  },
};
