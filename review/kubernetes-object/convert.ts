import type { Json } from '../model';
import { isList, isObject, type JsonObject } from '../plan/json';
import { isUnknown } from './unknown';

/** Field names come from a schema and repeat without end; of names that somebody made up only so many are kept. */
const mostNamesKept = 5000;
const namesKept = new Map<string, string>();

/** Acronyms that Kubernetes writes in capitals. */
const spelled: Readonly<Record<string, string>> = {
  cluster_ip: 'clusterIP',
  cluster_ips: 'clusterIPs',
  external_ips: 'externalIPs',
  host_ip: 'hostIP',
  host_ipc: 'hostIPC',
  host_pid: 'hostPID',
  load_balancer_ip: 'loadBalancerIP',
  client_ip: 'clientIP',
  non_resource_urls: 'nonResourceURLs',
  set_hostname_as_fqdn: 'setHostnameAsFQDN',
  storage_provisioner: 'provisioner',
};

/**
 * Blocks that Kubernetes has as lists, by the provider's name (singular, as Terraform blocks are) and Kubernetes' own.
 * Every other block is one object and comes as a list of at most one element.
 * Source: schemas of hashicorp/kubernetes 2.38 (`kubernetes/schema_*.go`) and the Kubernetes API reference 1.34.
 */
const lists: ReadonlyMap<string, string> = new Map([
  ...[
    'allowed_host_paths',
    'csi_volumes',
    'egress',
    'env_from',
    'from',
    'host_aliases',
    'image_pull_secrets',
    'ingress',
    'items',
    'managed_fields',
    'match_expressions',
    'match_fields',
    'owner_references',
    'policy_types',
    'ports',
    'required_during_scheduling_ignored_during_execution',
    'preferred_during_scheduling_ignored_during_execution',
    'sources',
    'sysctl',
    'tls',
    'to',
    'conditions',
    'taint',
    'external_ips',
  ].map((name) => [name, camelCase(name)] as const),
  ['allowed_topologies', 'allowedTopologies'],
  ['container', 'containers'],
  ['downward_api_item', 'items'],
  ['env', 'env'],
  ['ephemeral_container', 'ephemeralContainers'],
  ['http_header', 'httpHeaders'],
  ['init_container', 'initContainers'],
  ['limit', 'limits'],
  ['match_label_expressions', 'matchLabelExpressions'],
  ['metric', 'metrics'],
  ['node_selector_term', 'nodeSelectorTerms'],
  ['path', 'paths'],
  ['policy', 'policies'],
  ['port', 'ports'],
  ['readiness_gate', 'readinessGates'],
  ['rule', 'rules'],
  ['secret', 'secrets'],
  ['image_pull_secret', 'imagePullSecrets'],
  ['subject', 'subjects'],
  ['subset', 'subsets'],
  ['toleration', 'tolerations'],
  ['topology_spread_constraint', 'topologySpreadConstraints'],
  ['volume', 'volumes'],
  ['volume_claim_template', 'volumeClaimTemplates'],
  ['volume_device', 'volumeDevices'],
  ['volume_mount', 'volumeMounts'],
  ['webhook', 'webhooks'],
]);

/** Names that are a list in one place and one object in another: the parent decides. */
const objectsUnder: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['port', new Set(['service', 'backend'])],
  ['secret', new Set(['volumes', 'sources'])],
  ['rule', new Set<string>()],
  ['policy', new Set<string>()],
]);

/** A resource in the provider's shape as the Kubernetes object it stands for. */
export function convert(values: JsonObject, parent = ''): JsonObject {
  const converted: Record<string, Json> = {};
  for (const [key, value] of Object.entries(values)) {
    if (value === null) continue;
    const [name, result] = convertField(key, value, parent);
    converted[name] = result;
  }
  return converted;
}

function convertField(key: string, value: Json, parent: string): readonly [string, Json] {
  const plural = objectsUnder.get(key)?.has(parent) ? undefined : lists.get(key);
  const name = plural ?? camelCase(key);
  // A map (labels, data, limits) comes as an object and keeps its keys; a block always comes as a list of objects.
  if (isUnknown(value) || !isList(value) || !value.every(isBlock))
    return [name === plural && !isList(value) && !isUnknown(value) ? camelCase(key) : name, value];
  const elements = value.map((element) =>
    isObject(element) && !isUnknown(element) ? convert(element, name) : element,
  );
  if (plural !== undefined) return [plural, elements];
  // An empty list of blocks is a block that is not there; an empty list of scalars reads the same.
  return elements.length > 1 ? [name, elements] : [name, elements[0] ?? null];
}

const isBlock = (element: Json): boolean => isObject(element);

function camelCase(key: string): string {
  const kept = namesKept.get(key);
  if (kept !== undefined) return kept;
  const name = Object.hasOwn(spelled, key)
    ? (spelled[key] as string)
    : key.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  if (namesKept.size < mostNamesKept) namesKept.set(key, name);
  return name;
}
