import type { Rule } from '../rule';
import { containerChanges } from '../view/containers';
import { since } from '../view/since';
import { at as valueAt, isUnknownAt } from '../../kubernetes-object/value';

const path = ['resources', 'limits', 'memory'] as const;

const isMissing = (container: unknown): boolean =>
  valueAt(container, ...path) === undefined && !isUnknownAt(container, ...path);

export const memoryLimitMissing: Rule = {
  id: 'memory-limit-missing',
  severity: 'low',
  on: 'either',
  what: 'A container without a memory limit',
  why: 'One leak takes the whole node and its other pods down.',
  remedy: 'Set resources.limits.memory above the highest use seen.',
  source: 'kubernetes.io/docs: Resource Management for Pods and Containers',
  *check({ things }) {
    for (const { at, name, before, after, isInit } of containerChanges(things)) {
      // A limit that was there and goes has a rule of its own.
      if (after === undefined || isInit || !isMissing(after) || (before !== undefined && !isMissing(before))) continue;
      yield {
        at,
        subject: name,
        message: `Container ${name} of ${at.title} has no memory limit.`,
        on: since(before !== undefined, true),
      };
    }
  },
};
