import type { Change } from '../../model';
import type { Rule } from '../rule';
import { containerChanges } from '../view/containers';
import { imageName } from '../../kubernetes-object/parsed';
import { at as valueAt, textAt } from '../../kubernetes-object/value';

export const imageRetagged: Rule = {
  id: 'image-retagged',
  severity: 'high',
  on: 'change',
  what: 'A tag that means another image than before',
  why: 'Pods that start later, or after a node was replaced, silently run other software than those beside them; a rollback to the tag brings nothing back.',
  remedy: 'Never push a tag twice: build under a new tag, for example one that holds a hash of the content.',
  source: 'kubernetes.io/docs: Images, Image pull policy',
  *check({ things, changes }) {
    for (const { at, name, before, after } of containerChanges(things)) {
      const [was, is] = [before, after].map((side) => imageName(textAt(side, 'image') ?? ''));
      if (was?.digest === undefined || is?.digest === undefined || was.digest === is.digest) continue;
      if (was.tag !== undefined && was.tag === is.tag && was.path === is.path)
        yield {
          at,
          subject: name,
          message: `Container ${name} of ${at.title}: tag ${is.tag} has another digest than before.`,
        };
    }
    for (const change of changes)
      if (isRebuilt(change))
        yield {
          at: change,
          message: `${change.address} builds or pushes ${textAt(change.raw.after, 'name')} again, with another content under the same tag.`,
        };
  },
};

/** Same name on both sides, and something that changes what is in the image. */
function isRebuilt({ type, action, differences, raw }: Change): boolean {
  if (!/^docker_(image|registry_image)$/.test(type) || (action !== 'replace' && action !== 'update')) return false;
  const name = textAt(raw.before, 'name');
  if (name === undefined || name !== textAt(raw.after, 'name') || valueAt(raw.after, 'name') === undefined)
    return false;
  return differences.some(({ path }) => path[0] === 'triggers' || path[0] === 'build' || path[0] === 'pull_triggers');
}
