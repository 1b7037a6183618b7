import type { Rule } from '../rule';
import { containerChanges } from '../view/containers';
import { imageName } from '../../kubernetes-object/parsed';
import { textAt } from '../../kubernetes-object/value';

export const imageRegistryChanged: Rule = {
  id: 'image-registry-changed',
  severity: 'high',
  on: 'change',
  what: 'An image that comes from another registry or repository than before',
  why: 'The same name elsewhere need not be the same software, and nodes may not be allowed to pull from there.',
  remedy: 'Check who may push there and that every node can pull from there.',
  *check({ things }) {
    for (const { at, name, before, after } of containerChanges(things)) {
      const [was, is] = [textAt(before, 'image'), textAt(after, 'image')];
      if (was === undefined || is === undefined) continue;
      const [old, now] = [imageName(was), imageName(is)];
      if (old.registry !== now.registry)
        yield {
          at,
          subject: name,
          message: `Container ${name} of ${at.title} takes its image from ${now.registry} instead of ${old.registry}.`,
        };
      else if (old.path !== now.path)
        yield {
          at,
          subject: name,
          message: `Container ${name} of ${at.title} runs ${now.path} instead of ${old.path}.`,
        };
    }
  },
};
