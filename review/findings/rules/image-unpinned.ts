import type { Rule } from '../rule';
import { containerChanges } from '../view/containers';
import { imageName } from '../../kubernetes-object/parsed';
import { since } from '../view/since';
import { textAt } from '../../kubernetes-object/value';

export const imageUnpinned: Rule = {
  id: 'image-unpinned',
  severity: 'medium',
  on: 'either',
  what: 'An image without a tag, or with a tag that moves (latest)',
  why: 'Each pod runs whatever the tag means when it starts: nobody reviewed that, and a rollback brings nothing back.',
  remedy: 'Name a tag that is never pushed twice, or a digest.',
  source: 'kubernetes.io/docs: Images, Image names',
  *check({ things }) {
    for (const { at, name, before, after } of containerChanges(things)) {
      const on = since(moves(textAt(before, 'image')), moves(textAt(after, 'image')));
      if (on !== undefined)
        yield {
          at,
          subject: name,
          message: `Container ${name} of ${at.title} runs ${textAt(after, 'image')}, which can mean something else tomorrow.`,
          on,
        };
    }
  },
};

function moves(image: string | undefined): boolean {
  if (image === undefined) return false;
  const { tag, digest } = imageName(image);
  return digest === undefined && (tag === undefined || /^(latest|edge|nightly|main|master|dev|stable)$/.test(tag));
}
