import { healthy, unhealthy, type Component } from '../component';
import { addMissingRules, missingRules, removeRules } from '../firewall';
import { networks, node } from '../layout';
import { run, succeeds } from '../run';
import { restore, setNeeded, unmet } from '../sysctls';

const bridges = [
  // 127.0.0.1 as node address would break logs, exec and the pods' way to the API.
  { name: node.bridge, address: `${node.address}/32` },
  { name: networks.containers.bridge, address: networks.containers.address },
] as const;

export const hostNetwork: Component = {
  name: 'host-network',
  purpose: 'a bridge with the node address, kernel settings and firewall rules; recorded, and undone by down',
  needs: ['packages'],
  usualSeconds: 1,
  limitSeconds: 30,
  address: node.address,
  check: async () => {
    const wrong = [
      ...(await filterAsync(bridges, async ({ name, address }) => !(await hasAddress(name, address)))).map(
        ({ name, address }) => `bridge ${name} with ${address}`,
      ),
      ...unmet(),
      ...(await missingRules()).map(({ table, chain, rule }) => `rule ${table}/${chain} ${rule.join(' ')}`),
    ];
    return wrong.length === 0 ? healthy : unhealthy(`missing: ${wrong.join(', ')}`);
  },
  start: async () => {
    for (const { name, address } of bridges) {
      if (!(await succeeds('ip', ['link', 'show', name]))) await run('ip', ['link', 'add', name, 'type', 'bridge']);
      if (!(await hasAddress(name, address))) await run('ip', ['addr', 'add', address, 'dev', name]);
      await run('ip', ['link', 'set', name, 'up']);
    }
    // Built in, loaded already, or loadable; where it is none of these the setting is absent and `unmet` leaves it out.
    await succeeds('modprobe', ['br_netfilter']);
    setNeeded();
    await addMissingRules();
  },
  remove: async ({ record }) => {
    await removeRules();
    for (const name of [...bridges.map((bridge) => bridge.name), networks.pods.bridge])
      if (await succeeds('ip', ['link', 'show', name])) await run('ip', ['link', 'delete', name]);
    restore(record.read().sysctls);
  },
};

async function hasAddress(bridge: string, address: string): Promise<boolean> {
  const shown = (await succeeds('ip', ['link', 'show', bridge]))
    ? await run('ip', ['-o', 'addr', 'show', 'dev', bridge])
    : '';
  return shown.includes(` ${address} `);
}

async function filterAsync<T>(values: readonly T[], keep: (value: T) => Promise<boolean>): Promise<T[]> {
  const kept = await Promise.all(values.map(keep));
  return values.filter((_, index) => kept[index]);
}
