import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { networks, node } from '../layout';
import type { Check } from './check';
import { run, succeeds } from '../run';

const ranges = [`${node.address}/32`, networks.pods.range, networks.services.range, networks.containers.range];

export const addressProblems: Check = async ({ labExists }) => {
  // What is in use then is the lab itself.
  if (labExists || !(await succeeds('sh', ['-c', 'command -v ip']))) return [];
  const routes = (await run('ip', ['-4', '-o', 'route', 'show'])).split('\n');
  const taken = routes.flatMap((route) => {
    const destination = route.split(' ')[0] ?? '';
    const range = ranges.find((range) => /^\d/.test(destination) && overlap(range, destination));
    return range
      ? [
          `The lab needs the addresses ${range}, but this machine routes ${destination} (${route.trim()}). Remove that route or network first.`,
        ]
      : [];
  });
  const another = otherKubelet();
  return another
    ? [
        ...taken,
        `Another Kubernetes runs its pods on this machine (control group ${another}). Use it: point an environment at its kube context.`,
      ]
    : taken;
};

/** Control group of the pods of a kubelet that is not ours; kubelets inside containers have theirs further down. */
function otherKubelet(): string | undefined {
  const root = '/sys/fs/cgroup';
  if (!existsSync(root)) return undefined;
  const parents = existsSync(join(root, 'cgroup.controllers'))
    ? [root]
    : readdirSync(root).map((name) => join(root, name));
  return parents.flatMap((parent) => ['kubepods', 'kubepods.slice'].map((name) => join(parent, name))).find(existsSync);
}

/** Whether two ranges in the form address/bits, or address alone, have an address in common. */
export function overlap(one: string, other: string): boolean {
  const [a, b] = [parseRange(one), parseRange(other)];
  const bits = Math.min(a.bits, b.bits);
  const size = 2 ** (32 - bits);
  return Math.floor(a.address / size) === Math.floor(b.address / size);
}

function parseRange(range: string): { readonly address: number; readonly bits: number } {
  const [address = '', bits = '32'] = range.split('/');
  return { address: address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0), bits: Number(bits) };
}
