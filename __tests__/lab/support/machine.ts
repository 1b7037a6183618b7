import { execFileSync } from 'node:child_process';
import { lstatSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { paths } from './lab-cycle';

/** Everything about a machine that a lab touches, as sets of lines that can be compared. */
type Snapshot = Readonly<Record<keyof typeof parts, readonly string[]>>;

const parts = {
  processes: () => numericFolders('/proc').flatMap(labProgram),
  mounts: () => read('/proc/self/mountinfo').map((line) => line.split(' ').slice(4, 5).join()),
  interfaces: () =>
    output('ip', ['-o', 'addr', 'show']).map((line) => line.replace(/valid_lft.*$/, '').replace(/^\d+: /, '')),
  'firewall rules': () => firewall('iptables-save'),
  'firewall rules of IPv6': () => firewall('ip6tables-save'),
  'address sets': () => output('ipset', ['list', '-n']),
  'kernel settings': kernelSettings,
  'control groups': () => output('find', ['/sys/fs/cgroup', '-type', 'd']).filter((path) => !/\/docker\//.test(path)),
  files: () => roots.flatMap((root) => filesBelow(root)),
};

export function snapshot(): Snapshot {
  return Object.fromEntries(
    Object.entries(parts).map(([name, take]) => [name, [...new Set(take())].sort()]),
  ) as unknown as Snapshot;
}

/** What is in one and not in the other; empty when the machine is as it was. */
export function differences(before: Snapshot, after: Snapshot): string[] {
  return Object.keys(parts).flatMap((key) => {
    const name = key as keyof typeof parts;
    const [old, now] = [new Set(before[name]), new Set(after[name])];
    return [
      ...after[name].filter((line) => !old.has(line)).map((line) => `${name}: left behind: ${line}`),
      ...before[name].filter((line) => !now.has(line)).map((line) => `${name}: gone: ${line}`),
    ];
  });
}

const labPrograms =
  /^(etcd|containerd(-shim.*)?|runc|dockerd|docker-registry|kube.*|coredns|network-policy|volume-provisioner|pause)$/;

/** A program of the kind that a lab runs, or compiles into its cache. Others may start and end on the machine at any time. */
function labProgram(pid: string): string[] {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim();
    const program = command.split(' ')[0]?.split('/').at(-1) ?? '';
    const isCompiler = program === 'go' && command.includes(paths.cache);
    return labPrograms.test(program) || isCompiler ? [`${pid} ${command}`] : [];
  } catch {
    return []; // it ended while we looked
  }
}

/** Rules, and chains that are not the kernel's own; a table that was listed once is listed for ever, though empty. */
function firewall(command: string): string[] {
  let table = '';
  return output(command, []).flatMap((line) => {
    if (line.startsWith('*')) table = line;
    if (line.startsWith('-A')) return [`${table} ${line}`];
    return line.startsWith(':') && !/ ACCEPT \[/.test(line)
      ? [`${table} ${line.split(' ').slice(0, 2).join(' ')}`]
      : [];
  });
}

/** Settings, not counters; those of an interface come and go with it. */
function kernelSettings(): string[] {
  const measured =
    /^(fs\.(dentry-state|file-nr|inode-|quota|aio-nr)|kernel\.(ns_last_pid|random|pty\.nr)|net\.netfilter\.nf_conntrack_(count|buckets))/;
  const ofInterface = /^net\.ipv[46]\.(conf|neigh)\.(?!all|default)/;
  return output('sysctl', ['-a']).filter((line) => !measured.test(line) && !ofInterface.test(line));
}

const roots = [
  '/etc',
  '/opt',
  '/run',
  '/usr/libexec',
  '/usr/local',
  '/usr/sbin',
  '/var/lib',
  '/var/log',
  '/sys/fs/bpf',
];
/** What the package manager writes; packages stay installed. */
const packages =
  /^(\/var\/lib\/(apt|dpkg|systemd)|\/var\/log\/(apt|dpkg|alternatives)|\/etc\/(alternatives|passwd|group|g?shadow|subuid|subgid))/;

function filesBelow(folder: string): string[] {
  if (packages.test(folder)) return [];
  let entries;
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    return []; // absent on this machine, or gone meanwhile
  }
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (packages.test(path)) return [];
    return entry.isDirectory() && lstatSync(path).dev === lstatSync(folder).dev ? [path, ...filesBelow(path)] : [path];
  });
}

function numericFolders(folder: string): string[] {
  return readdirSync(folder).filter((name) => /^\d+$/.test(name));
}

function output(command: string, args: readonly string[]): string[] {
  return execFileSync(command, args, { maxBuffer: 64 * 1024 * 1024, stdio: ['ignore', 'pipe', 'ignore'] })
    .toString()
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
}

function read(path: string): string[] {
  return readFileSync(path, 'utf8').split('\n').filter(Boolean);
}
