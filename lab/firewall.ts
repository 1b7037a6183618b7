import { run, succeeds } from './run';
import { networks, node, ports } from './layout';

interface Rule {
  readonly table: 'filter' | 'nat';
  readonly chain: string;
  readonly rule: readonly string[];
}

/** Marks the rules that are ours, for `down`. */
const comment = 'plimsoll-lab';

const { pods, containers } = networks;

/**
 * Appended, never inserted: Kubernetes' own chains stand before them, so a network policy that refuses has the first word.
 * The accepting rules matter only where another Docker engine has set the FORWARD chain to drop.
 */
const rules: readonly Rule[] = [
  ...[pods.range, containers.range].flatMap((range): Rule[] => [
    { table: 'filter', chain: 'FORWARD', rule: ['-s', range, '-j', 'ACCEPT'] },
    { table: 'filter', chain: 'FORWARD', rule: ['-d', range, '-j', 'ACCEPT'] },
  ]),
  { table: 'nat', chain: 'POSTROUTING', rule: ['-s', pods.range, '!', '-d', pods.range, '-j', 'MASQUERADE'] },
  {
    table: 'nat',
    chain: 'POSTROUTING',
    rule: ['-s', containers.range, '!', '-o', containers.bridge, '-j', 'MASQUERADE'],
  },
  {
    table: 'nat',
    chain: 'OUTPUT',
    rule: [
      ...['-d', '127.0.0.1/32', '-p', 'tcp', '-m', 'tcp', '--dport', String(ports.api)],
      ...['-j', 'DNAT', '--to-destination', `${node.address}:${ports.api}`],
    ],
  },
];

function argumentsOf({ table, chain, rule }: Rule, action: '-A' | '-C'): string[] {
  return ['-w', '10', '-t', table, action, chain, ...rule, '-m', 'comment', '--comment', comment];
}

export async function missingRules(): Promise<Rule[]> {
  const present = await Promise.all(rules.map((rule) => succeeds('iptables', argumentsOf(rule, '-C'))));
  return rules.filter((_, index) => !present[index]);
}

export async function addMissingRules(): Promise<void> {
  for (const rule of await missingRules()) await run('iptables', argumentsOf(rule, '-A'));
}

/** Rules of ours in chains of the kernel, and one that the network policy controller adds beside its own chains. */
const ourComment = / --comment (plimsoll-lab |"KUBE-ROUTER )/;

/** Chains that Kubernetes' node components, its network policies and the CNI plugins make. */
const foreignChain = /^(KUBE-|CNI-)/;

/**
 * Input for `iptables-restore --noflush` that takes away our rules and the chains of what the lab ran, and nothing else.
 * Written for one table after the other from `iptables-save`; empty when nothing is left.
 */
export function removalOf(saved: string): string {
  const result: string[] = [];
  let table: string | undefined;
  let removals: string[] = [];
  let chains: string[] = [];
  for (const line of saved.split('\n')) {
    if (line.startsWith('*')) {
      [table, removals, chains] = [line, [], []];
    } else if (line.startsWith(':')) {
      const chain = line.slice(1).split(' ')[0] ?? '';
      if (foreignChain.test(chain)) chains.push(chain);
    } else if (line.startsWith('-A ')) {
      const chain = line.split(' ')[1] ?? '';
      const target = / -[jg] (\S+)/.exec(line)?.[1] ?? '';
      const ours = ourComment.test(line);
      // Rules inside the chains go with them.
      if (!foreignChain.test(chain) && (ours || foreignChain.test(target))) removals.push(`-D ${line.slice(3)}`);
    } else if (line === 'COMMIT' && table && removals.length + chains.length > 0) {
      const emptied = chains.map((chain) => `-F ${chain}`);
      const deleted = chains.map((chain) => `-X ${chain}`);
      result.push(table, ...removals, ...emptied, ...deleted, 'COMMIT');
    }
  }
  return result.length === 0 ? '' : `${result.join('\n')}\n`;
}

export async function removeRules(): Promise<void> {
  for (const family of ['iptables', 'ip6tables']) {
    const removal = removalOf(await run(`${family}-save`, []));
    if (removal) await run(`${family}-restore`, ['-w', '10', '--noflush'], { input: removal });
  }
  await removeSets();
}

/** Address sets of the network policies; they can go once no rule names them. */
async function removeSets(): Promise<void> {
  if (!(await succeeds('sh', ['-c', 'command -v ipset']))) return;
  const names = (await run('ipset', ['list', '-n'])).split('\n');
  for (const name of names.filter((name) => /^(inet6:)?KUBE-/.test(name))) await run('ipset', ['destroy', name]);
}
