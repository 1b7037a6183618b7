import type { Rule } from '../rule';
import { imageName } from '../../kubernetes-object/parsed';
import { since } from '../view/since';
import { field, isObject } from '../../plan/json';
import { listAt } from '../../kubernetes-object/value';

export const baseImageUnpinned: Rule = {
  id: 'base-image-unpinned',
  severity: 'low',
  on: 'either',
  what: 'An image built on a base image that is not pinned by digest (build argument BASE_IMAGE)',
  why: 'The hash of the content cannot see a base that moved: the same tag can hold other software on another day.',
  remedy: 'Name the base as name@sha256:... in the build argument.',
  *check({ changes, stacks }) {
    const changed = new Set(changes.map(({ stack, address }) => `${stack} ${address}`));
    for (const change of changes) {
      if (change.type !== 'docker_image' || change.action === 'delete') continue;
      const base = unpinnedBase(change.raw.after);
      const on = since(unpinnedBase(change.raw.before) !== undefined, base !== undefined);
      if (on !== undefined) yield { at: change, message: messageOf(change.address, base), on };
    }
    for (const { stack, plan } of stacks)
      for (const { address, type, values } of plan.priorState) {
        const base = type === 'docker_image' && !changed.has(`${stack} ${address}`) ? unpinnedBase(values) : undefined;
        if (base !== undefined) yield { at: { stack, address }, message: messageOf(address, base), on: 'state' };
      }
  },
};

const messageOf = (address: string, base: string | undefined): string =>
  `${address} is built on ${base}, which is not pinned by digest.`;

/** The base of the first build block, where an argument names it without a digest. */
function unpinnedBase(image: unknown): string | undefined {
  for (const build of listAt(image, 'build'))
    for (const key of ['build_args', 'build_arg']) {
      const args = field(build, key);
      const base = isObject(args) ? field(args, 'BASE_IMAGE') : undefined;
      if (typeof base === 'string' && base !== '' && imageName(base).digest === undefined) return base;
    }
  return undefined;
}
