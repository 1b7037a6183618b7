import type { Json } from '../model';
import { oncePerText } from '../once';
import { isList, isObject, type JsonObject } from '../plan/json';
import { isUnknown } from './unknown';

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
  target_cpu_utilization_percentage: 'targetCPUUtilizationPercentage',
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
  ['metric', new Set(['pods', 'object', 'external'])],
  ['policy', new Set<string>()],
]);

/** Another version of the same resource: a part that both share is converted once, and is shared again. */
export interface Twin {
  readonly values: JsonObject;
  readonly converted: JsonObject;
}

/** A resource in the provider's shape as the Kubernetes object it stands for, without fields that say nothing. */
export function convert(values: JsonObject, parent = '', twin?: Twin): JsonObject {
  if (values === twin?.values) return twin.converted;
  const converted: Record<string, Json> = {};
  for (const key in values) {
    const value = values[key] as Json;
    if (value === null || value === '' || (isList(value) && value.length === 0)) continue;
    const { name, plural, objectUnder } = fieldSpellingOf(key);
    const isPlural = plural !== undefined && objectUnder?.has(parent) !== true;
    // A map (labels, data, limits) comes as an object and keeps its keys; a block always comes as a list of objects.
    if (!isList(value)) converted[isPlural && isUnknown(value) ? plural : name] = value;
    else if (!value.every(isBlock)) converted[isPlural ? plural : name] = value;
    else if (isPlural) converted[plural] = convertBlocks(value, plural, twin?.values[key], twin?.converted[plural]);
    else converted[name] = convertBlock(value, name, twin?.values[key], twin?.converted[name]);
  }
  return converted;
}

function convertBlocks(blocks: readonly Json[], name: string, others: Json | undefined, known: Json | undefined): Json {
  if (known !== undefined && blocks === others) return known;
  return blocks.map((block, index) =>
    convertElement(block, name, isList(others) ? others[index] : undefined, isList(known) ? known[index] : undefined),
  );
}

function convertBlock(blocks: readonly Json[], name: string, others: Json | undefined, known: Json | undefined): Json {
  if (blocks.length > 1) return convertBlocks(blocks, name, others, known);
  return convertElement(blocks[0] as Json, name, isList(others) ? others[0] : undefined, known);
}

function convertElement(block: Json, name: string, other: Json | undefined, known: Json | undefined): Json {
  if (!isObject(block) || isUnknown(block)) return block;
  const hasTwin = isObject(other) && isObject(known) && !isUnknown(other) && !isUnknown(known);
  return convert(block, name, hasTwin ? { values: other, converted: known } : undefined);
}

const isBlock = (element: Json): boolean => isObject(element);

interface FieldSpelling {
  /** Kubernetes' name of the field. */
  readonly name: string;
  /** Its name where it is a list. */
  readonly plural: string | undefined;
  readonly objectUnder: ReadonlySet<string> | undefined;
}

const fieldSpellingOf = oncePerText((key): FieldSpelling => ({
  name: camelCase(key),
  plural: lists.get(key),
  objectUnder: objectsUnder.get(key),
}));

function camelCase(key: string): string {
  if (Object.hasOwn(spelled, key)) return spelled[key] as string;
  return key.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
