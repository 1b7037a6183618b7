import type { Rule } from '../rule';
import { containerChanges } from '../view/containers';
import { isOlder, versionOf } from '../../../kubernetes/image-reference';
import { imageName } from '../../kubernetes-object/parsed';
import { textAt } from '../../kubernetes-object/value';

export const imageDowngraded: Rule = {
  id: 'image-downgraded',
  severity: 'high',
  on: 'change',
  what: 'An image whose version goes backwards',
  why: 'The older version may not understand what the newer one has written, and features that users have seen disappear.',
  remedy: 'If this is a rollback, say so in the pull request and check that the data still fits; else rebase.',
  *check({ things }) {
    for (const { at, name, before, after } of containerChanges(things)) {
      const [was, is] = [before, after].map((side) => imageName(textAt(side, 'image') ?? ''));
      if (was === undefined || is === undefined || was.path === '' || was.path !== is.path) continue;
      const [old, now] = [versionOf(was.tag), versionOf(is.tag)];
      if (old !== undefined && now !== undefined && isOlder(now, old))
        yield {
          at,
          subject: name,
          message: `Container ${name} of ${at.title} goes back from ${was.tag} to ${is.tag}.`,
        };
    }
  },
};
