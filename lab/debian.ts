import type { Source } from './record';
import { run, succeeds } from './run';

/** A Debian package, known by a file it brings: the program may as well have come another way, and is used then. */
export interface DebianPackage {
  readonly name: string;
  /** Program on the PATH, or absolute path of a file. */
  readonly brings: string;
}

const packages: readonly DebianPackage[] = [
  { name: 'etcd-server', brings: 'etcd' },
  { name: 'containerd', brings: 'containerd' },
  { name: 'runc', brings: 'runc' },
  { name: 'containernetworking-plugins', brings: '/usr/lib/cni/bridge' },
  { name: 'docker-registry', brings: 'docker-registry' },
  { name: 'iptables', brings: 'iptables' },
  { name: 'ipset', brings: 'ipset' },
  { name: 'conntrack', brings: 'conntrack' },
  { name: 'ethtool', brings: 'ethtool' },
  { name: 'socat', brings: 'socat' },
  { name: 'iproute2', brings: 'ip' },
  { name: 'openssl', brings: 'openssl' },
  { name: 'mmdebstrap', brings: 'mmdebstrap' },
];

/** Needed only where no Docker engine answers. */
const enginePackage: DebianPackage = { name: 'docker.io', brings: 'dockerd' };

/** What this lab needs from Debian. */
export function wantedPackages(engine: Source | undefined): readonly DebianPackage[] {
  return engine === 'existing' ? packages : [...packages, enginePackage];
}

export async function missingPackages(wanted: readonly DebianPackage[]): Promise<DebianPackage[]> {
  const present = await Promise.all(
    wanted.map(({ brings }) =>
      brings.startsWith('/')
        ? succeeds('test', ['-e', brings])
        : succeeds('sh', ['-c', 'command -v "$1"', 'sh', brings]),
    ),
  );
  return wanted.filter((_, index) => !present[index]);
}

export function installCommand(wanted: readonly DebianPackage[]): string {
  return `apt-get update && apt-get install --no-install-recommends ${wanted.map(({ name }) => name).join(' ')}`;
}

/** Version of an installed package; "not from a package" where the program came another way. */
export async function debianVersion(name: string): Promise<string> {
  try {
    return (await run('dpkg-query', ['-W', '-f', '${Version}', name])) || 'not from a package';
  } catch {
    return 'not from a package';
  }
}
