import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listRules, scalarSets } from '../../../review/diff/list-keys';

const bindings = join(__dirname, '../../../node_modules/@cdktf/provider-kubernetes/lib');

function sourcesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js'))
    .map((file) => readFileSync(join(folder, file), 'utf8'));
}

/** Every list block and every list of texts that a resource of the provider's schema has. */
function schemaLists(): { blocks: Set<string>; scalars: Set<string> } {
  const [blocks, scalars] = [new Set<string>(), new Set<string>()];
  for (const resource of readdirSync(bindings)) {
    if (resource.startsWith('data-') || resource.includes('.')) continue;
    for (const source of sourcesOf(join(bindings, resource))) {
      for (const [, name = ''] of source.matchAll(/List\(this, "([a-z0-9_]+)", (?:true|false)\)/g)) blocks.add(name);
      for (const [, name = ''] of source.matchAll(
        /([a-z0-9_]+): \{\s*value: [^\n]+,\s*isBlock: false,\s*type: "(?:list|set)",/g,
      ))
        scalars.add(name);
    }
  }
  return { blocks, scalars };
}

/** Lists in the schema of which Kubernetes takes one at most: nothing to match. */
const atMostOne = new Set([
  ...['tcp_socket', 'grpc', 'label_selector', 'namespace_selector', 'selector', 'pre_stop', 'post_start', 'config_map'],
  ...['projected', 'status', 'load_balancer', 'update_strategy', 'spec', 'se_linux_options', 'rolling_update'],
  ...['scale_up', 'scale_down', 'parameters', 'persistent_volume_claim_retention_policy'],
]);

/** Lists in which the order is what matters. */
const sequences = new Set([
  'command',
  'args',
  'nameservers',
  'searches',
  'cluster_ips',
  'ip_families',
  'admission_review_versions',
]);

const { blocks, scalars } = schemaLists();

it('finds the schema', () => {
  expect(blocks.size).toBeGreaterThan(50);
  expect([...scalars]).toEqual(expect.arrayContaining(['command', 'verbs']));
});

it('knows what identifies an element of every list block of the provider', () => {
  const known = new Set([...listRules.keys()].map((name) => name.split('.').at(-1)));
  expect([...blocks].filter((name) => !known.has(name) && !atMostOne.has(name))).toEqual([]);
});

it('knows of every list of texts whether its order matters', () => {
  expect([...scalars].filter((name) => !scalarSets.has(name) && !sequences.has(name))).toEqual([]);
});

it('claims nothing to be both', () => {
  expect([...sequences].filter((name) => scalarSets.has(name))).toEqual([]);
});
