import type { Rule } from '../rule';
import { containerChanges } from '../view/containers';
import { since } from '../view/since';
import { quantityInBillionths } from '../../kubernetes-object/parsed';
import { textAt } from '../../kubernetes-object/value';

export const memoryLimitBelowRequest: Rule = {
  id: 'memory-limit-below-request',
  severity: 'high',
  on: 'either',
  what: 'A limit that is lower than the request of the same container',
  why: 'Kubernetes refuses such a pod: the apply fails half-way, or the rollout never makes its first pod.',
  remedy: 'Raise the limit or lower the request.',
  source: 'Kubernetes API validation: requests must be less than or equal to limits',
  *check({ things }) {
    for (const { at, name, before, after } of containerChanges(things))
      for (const resource of ['memory', 'cpu'] as const) {
        const on = since(isBelow(before, resource), isBelow(after, resource));
        if (on !== undefined)
          yield {
            at,
            subject: `${name} ${resource}`,
            message: `Container ${name} of ${at.title} may use less ${resource} (${textAt(after, 'resources', 'limits', resource)}) than it requests (${textAt(after, 'resources', 'requests', resource)}).`,
            on,
          };
      }
  },
};

function isBelow(container: unknown, resource: string): boolean {
  const limit = quantityInBillionths(textAt(container, 'resources', 'limits', resource) ?? '');
  const request = quantityInBillionths(textAt(container, 'resources', 'requests', resource) ?? '');
  return limit !== undefined && request !== undefined && limit < request;
}
