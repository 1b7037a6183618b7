import { indexConfiguration } from '../../plan/configuration';
import { field, isList } from '../../plan/json';
import type { Json } from '../../model';
import type { Rule } from '../rule';
import { isData, isDestroyed } from '../view/data';

/** The block left the configuration, and its lifecycle settings went with it. */
const blockIsGone = /^delete_because_(no_resource_config|no_module|each_key|count_index|wrong_repetition)$/;

export const preventDestroyRemoved: Rule = {
  id: 'prevent-destroy-removed',
  severity: 'high',
  on: 'change',
  what: 'An object that holds data or state and is destroyed because its block, and prevent_destroy with it, was removed',
  why: 'The setting stands in the block it protects: whoever removes the block removes the protection, and Terraform does not object.',
  remedy: 'Put the block back, or replace it by a removed block with destroy = false.',
  source: 'developer.hashicorp.com/terraform: The lifecycle Meta-Argument, prevent_destroy',
  *check(release) {
    const configurationOf = new Map(
      release.stacks.map(({ stack, plan }) => [stack, indexConfiguration(plan.configuration)]),
    );
    for (const change of release.changes) {
      if (!isDestroyed(change)) continue;
      const isStateful = isData(change) || release.thingOf(change)?.kind === 'StatefulSet';
      if (!isStateful) continue;
      if (change.reason !== undefined && blockIsGone.test(change.reason))
        yield {
          at: change,
          message: `The block of ${change.address} left the configuration, and any prevent_destroy with it.`,
        };
      else if (saysNotPrevented(configurationOf.get(change.stack)?.(change.address)))
        yield { at: change, message: `${change.address} says prevent_destroy = false, and this release destroys it.` };
    }
  },
};

function saysNotPrevented(resource: Json | undefined): boolean {
  const lifecycle = field(resource, 'lifecycle');
  return field(isList(lifecycle) ? lifecycle[0] : lifecycle, 'prevent_destroy') === false;
}
