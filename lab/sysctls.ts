import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the lab itself needs. */
const needed: Readonly<Record<string, string>> = {
  'net/ipv4/ip_forward': '1', // pods and containers reach each other and the world
  'net/ipv4/conf/all/route_localnet': '1', // a NodePort answers on 127.0.0.1
  'net/bridge/bridge-nf-call-iptables': '1', // a pod reaches itself and its neighbours through a Service
};

/** What kubelet, kube-proxy, the network policy controller and the Docker engine change without being asked. */
const changedByOthers = [
  'kernel/keys/root_maxbytes',
  'kernel/keys/root_maxkeys',
  'kernel/panic',
  'kernel/panic_on_oops',
  'net/bridge/bridge-nf-call-ip6tables',
  'net/ipv4/conf/all/forwarding',
  'net/ipv4/conf/default/forwarding',
  'net/ipv4/ip_local_reserved_ports',
  'net/ipv6/conf/all/forwarding',
  'net/ipv6/conf/default/accept_ra',
  'net/netfilter/nf_conntrack_max',
  'net/netfilter/nf_conntrack_tcp_be_liberal',
  'net/netfilter/nf_conntrack_tcp_timeout_close_wait',
  'net/netfilter/nf_conntrack_tcp_timeout_established',
  'vm/overcommit_memory',
  'vm/panic_on_oom',
];

/** Kernel settings that must be the machine's own again after `down`. */
export function currentSysctls(): Record<string, string> {
  const names = [...Object.keys(needed), ...changedByOthers];
  return Object.fromEntries(names.flatMap((name) => (existsSync(fileOf(name)) ? [[name, read(name)]] : [])));
}

/** Settings that differ from what the lab needs; one that this kernel does not have counts as fine. */
export function unmet(): string[] {
  return Object.entries(needed)
    .filter(([name, value]) => existsSync(fileOf(name)) && read(name) !== value)
    .map(([name]) => name);
}

export function setNeeded(): void {
  for (const name of unmet()) writeFileSync(fileOf(name), needed[name] as string);
}

export function restore(recorded: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(recorded))
    if (existsSync(fileOf(name)) && read(name) !== value) writeFileSync(fileOf(name), value);
}

function read(name: string): string {
  return readFileSync(fileOf(name), 'utf8').trim();
}

function fileOf(name: string): string {
  return join('/proc/sys', name);
}
