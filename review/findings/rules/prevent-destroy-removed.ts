import type { Rule } from '../rule';
import { isData, isDestroyed } from '../view/data';

/** The block left the configuration, and its lifecycle settings went with it. */
const blockIsGone = /^delete_because_(no_resource_config|no_module|each_key|count_index|wrong_repetition)$/;

/**
 * Sees that Terraform destroys an object because its block is gone, which is how prevent_destroy is lost unnoticed. It
 * cannot see whether the block had the setting, nor that a block which stays has lost it: neither `resource_changes`,
 * nor `configuration`, nor the state holds lifecycle settings, and `cdk.tf.json` beside a plan holds those of the new
 * version alone, with which Terraform refuses to plan what they forbid.
 */
export const preventDestroyRemoved: Rule = {
  id: 'prevent-destroy-removed',
  severity: 'high',
  on: 'change',
  what: 'An object that holds data or state and is destroyed because its block, with any prevent_destroy in it, was removed',
  why: 'The setting stands in the block it protects: whoever removes the block removes the protection, and Terraform does not object.',
  remedy: 'Put the block back, or replace it by a removed block with destroy = false.',
  limits:
    'Whether the block said prevent_destroy, and that a block which stays says so no longer: no plan holds the setting. What is destroyed without it is reported by `data-destroyed` and `stateful-replaced` all the same.',
  source: 'developer.hashicorp.com/terraform: The lifecycle Meta-Argument, prevent_destroy',
  *check(release) {
    for (const change of release.changes) {
      if (!isDestroyed(change) || change.reason === undefined || !blockIsGone.test(change.reason)) continue;
      if (isData(change) || release.thingOf(change)?.kind === 'StatefulSet')
        yield {
          at: change,
          message: `The block of ${change.address} left the configuration, and any prevent_destroy with it.`,
        };
    }
  },
};
