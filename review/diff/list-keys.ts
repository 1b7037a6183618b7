/**
 * What identifies an element of each list of the kubernetes provider, and whether its order means something.
 *
 * Source of the names: every list and set block of the provider's schema 2.38.0 (all `ComplexList` attributes of its
 * generated bindings; a test compares). Source of the keys: `patchMergeKey` and `listMapKey` of the Kubernetes API
 * types (k8s.io/api v0.34, core/v1 and networking/v1), in the provider's spelling; where the API merges atomically,
 * the fields that a reader would use to name the element.
 */
export interface ListRule {
  /** Alternatives, each one or more fields (dots lead through one-element blocks); the first that tells all apart. */
  readonly keys: readonly (readonly string[])[];
  /** Kubernetes acts on the order: first match wins, or one after the other. */
  readonly ordered?: 'always' | 'with-references';
}

const by = (...keys: readonly string[][]): ListRule => ({ keys });
/** Told apart by content alone: equal elements meet, the rest is paired by likeness. */
export const byContent: ListRule = { keys: [] };

/** Under `parent.block` where the parent changes the meaning, else under `block`. */
export const listRules: ReadonlyMap<string, ListRule> = new Map<string, ListRule>([
  // pods
  ['container', by(['name'])],
  ['init_container', { keys: [['name']], ordered: 'always' }],
  ['env', { keys: [['name']], ordered: 'with-references' }],
  // Later sources win over earlier ones with the same variable, so the order can mean something.
  ['env_from', { keys: [['config_map_ref.0.name', 'secret_ref.0.name', 'prefix']], ordered: 'always' }],
  ['port', by(['name'], ['container_port', 'protocol'], ['port', 'protocol'])],
  ['volume', by(['name'])],
  ['volume_mount', by(['mount_path', 'sub_path'])],
  ['volume_device', by(['device_path'])],
  ['volume_claim_template', by(['metadata.0.name'])],
  ['toleration', by(['key', 'operator', 'value', 'effect'])],
  ['host_aliases', by(['ip'])],
  ['image_pull_secret', by(['name'])],
  ['image_pull_secrets', by(['name'])],
  ['topology_spread_constraint', by(['topology_key', 'when_unsatisfiable'], ['topology_key'])],
  ['readiness_gate', by(['condition_type'])],
  ['sysctl', by(['name'])],
  ['option', by(['name'])],
  ['http_header', by(['name'])],
  ['items', by(['key', 'path'], ['path'])],
  [
    'sources',
    by(['config_map.0.name', 'secret.0.name', 'downward_api.0.items.0.path', 'service_account_token.0.path']),
  ],
  ['match_expressions', by(['key', 'operator'], ['key'])],
  ['match_expression', by(['key', 'operator'], ['key'])],
  ['match_fields', by(['key', 'operator'], ['key'])],
  ['match_label_expressions', by(['key'])],
  ['node_selector_term', byContent],
  ['preference', byContent],
  ['preferred_during_scheduling_ignored_during_execution', by(['pod_affinity_term.0.topology_key', 'weight'])],
  ['required_during_scheduling_ignored_during_execution', by(['topology_key'])],
  ['on_pod_condition', by(['type'])],
  ['on_exit_codes', byContent],
  // Pod failure rules are tried in order until one matches.
  ['pod_failure_policy.rule', { keys: [], ordered: 'always' }],
  // ways in
  ['rule', by(['host'], ['api_groups', 'resources', 'resource_names', 'non_resource_urls', 'operations'])],
  ['path', by(['path', 'path_type'], ['path'])],
  ['tls', by(['secret_name'], ['hosts'])],
  ['ingress', byContent],
  ['egress', byContent],
  ['from', by(['ip_block.0.cidr', 'namespace_selector', 'pod_selector'])],
  ['to', by(['ip_block.0.cidr', 'namespace_selector', 'pod_selector'])],
  ['ports', by(['port', 'protocol'])],
  ['subset', byContent],
  ['address', by(['ip'], ['hostname'])],
  ['not_ready_address', by(['ip'], ['hostname'])],
  ['addresses', by(['type', 'address'])],
  ['endpoint', by(['addresses'])],
  // access
  ['subject', by(['kind', 'namespace', 'name', 'api_group'], ['kind', 'namespace', 'name'])],
  ['cluster_role_selectors', byContent],
  ['secret', by(['name'])],
  // scaling, quota, nodes
  [
    'metric',
    by([
      'type',
      'resource.0.name',
      'container_resource.0.name',
      'pods.0.metric.0.name',
      'object.0.metric.0.name',
      'external.0.metric.0.name',
    ]),
  ],
  ['policy', by(['type', 'period_seconds'], ['type'])],
  ['limit', by(['type'])],
  ['taint', by(['key', 'effect'])],
  ['taints', by(['key', 'effect'])],
  ['condition', by(['type'])],
  ['conditions', by(['type'])],
  ['nodes', by(['metadata.0.name'])],
  ['allowed_topologies', byContent],
  // admission
  ['webhook', by(['name'])],
  ['match_conditions', by(['name'])],
  // pod security policies, gone from Kubernetes since 1.25, kept by the provider
  ['range', by(['min', 'max'])],
  ['host_ports', by(['min', 'max'])],
  ['allowed_host_paths', by(['path_prefix'])],
  ['allowed_flex_volumes', by(['driver'])],
]);

/** Lists of texts and numbers in which Kubernetes sees a set. All others (command, args, nameservers ...) have an order. */
export const scalarSets: ReadonlySet<string> = new Set([
  'values',
  'namespaces',
  'drop',
  'add',
  'access_modes',
  'target_ww_ns',
  'monitors',
  'ceph_monitors',
  'hostnames',
  'match_label_keys',
  'mount_options',
  'resources',
  'api_groups',
  'operations',
  'except',
  'api_versions',
  'volumes',
  'volume_lifecycle_modes',
  'verbs',
  'usages',
  'target_state',
  'scopes',
  'resource_names',
  'required_drop_capabilities',
  'policy_types',
  'non_resource_urls',
  'load_balancer_source_ranges',
  'hosts',
  'forbidden_sysctls',
  'external_ips',
  'default_add_capabilities',
  'allowed_unsafe_sysctls',
  'allowed_proc_mount_types',
  'allowed_capabilities',
  'ignore_labels',
  'ignore_annotations',
  'config_paths',
  'computed_fields',
  'audiences',
  'addresses',
  'supplemental_groups',
  'finalizers',
]);
