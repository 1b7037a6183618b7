/**
 * Why Terraform plans an action, in a reviewer's words. Source: `internal/command/jsonplan` of hashicorp/terraform and of
 * opentofu/opentofu, which has `enabled` since 1.11 and `destroy = false` since 1.12.
 */
const words: ReadonlyMap<string, string> = new Map([
  ['replace_because_cannot_update', 'it cannot be updated in place'],
  ['replace_because_tainted', 'it is tainted'],
  ['replace_by_request', 'asked for with -replace'],
  ['replace_by_triggers', 'asked for by replace_triggered_by'],
  ['delete_because_no_resource_config', 'no longer in the configuration'],
  ['delete_because_no_module', 'its module is no longer in the configuration'],
  ['delete_because_wrong_repetition', 'no longer repeated the same way'],
  ['delete_because_count_index', 'beyond the new count'],
  ['delete_because_each_key', 'its key is no longer in for_each'],
  ['delete_because_no_move_target', 'moved to where nothing is configured'],
  ['delete_because_enabled_false', 'switched off by lifecycle.enabled'],
  ['forgot_because_lifecycle_destroy_in_config', 'it has lifecycle.destroy = false'],
  ['forgot_because_lifecycle_destroy_in_state', 'it was applied with lifecycle.destroy = false'],
  ['read_because_config_unknown', 'its arguments are known only after apply'],
  ['read_because_dependency_pending', 'something it depends on changes first'],
  ['read_because_check_nested', 'read for a check'],
]);

/** As it came where this version does not know it. */
export const reasonInWords = (reason: string): string => words.get(reason) ?? reason;
