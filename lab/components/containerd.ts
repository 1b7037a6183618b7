import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { daemon } from '../daemon';
import { debianVersion } from '../debian';
import type { Lab } from '../component';
import { networks, registryAddress } from '../layout';
import { pauseImage } from '../pause';
import { certificatePaths } from '../pki';
import { CommandFailed, run } from '../run';

export const containerd = daemon({
  name: 'containerd',
  program: 'containerd',
  purpose: 'runs the containers of pods',
  needs: ['packages', 'host-network', 'certificates'],
  usualSeconds: 1,
  limitSeconds: 30,
  leaves: ['/var/lib/cni'],
  leavesEmpty: ['/run/containerd', '/run/netns'],
  prepare: writeConfiguration,
  arguments: ({ paths }) => ['--config', join(paths.config, 'containerd.toml')],
  wrong: async ({ paths }) => {
    try {
      await run('ctr', ['--address', paths.containerdSocket, '--timeout', '3s', 'version']);
      return undefined;
    } catch (error) {
      if (error instanceof CommandFailed) return error.detail || error.message;
      throw error;
    }
  },
  version: () => debianVersion('containerd'),
});

function writeConfiguration({ paths }: Lab): void {
  const cniConfiguration = join(paths.config, 'cni');
  const registries = join(paths.config, 'registries');
  mkdirSync(cniConfiguration, { recursive: true });
  mkdirSync(join(registries, registryAddress), { recursive: true });
  writeFileSync(
    join(registries, registryAddress, 'hosts.toml'),
    [
      `server = "https://${registryAddress}"`,
      `[host."https://${registryAddress}"]`,
      '  capabilities = ["pull", "resolve"]',
      `  ca = ${JSON.stringify(certificatePaths(paths, 'ca').certificate)}`,
      '',
    ].join('\n'),
  );
  writeFileSync(join(cniConfiguration, '10-pods.conflist'), JSON.stringify(podNetwork(paths.state), null, 2));
  writeFileSync(
    join(paths.config, 'containerd.toml'),
    [
      'version = 2',
      `root = ${JSON.stringify(join(paths.state, 'containerd', 'root'))}`,
      `state = ${JSON.stringify(join(paths.state, 'containerd', 'run'))}`,
      // Snapshotters for file systems that hardly any machine has only complain in the log.
      `disabled_plugins = [${['aufs', 'btrfs', 'devmapper', 'zfs'].map((name) => `"io.containerd.snapshotter.v1.${name}"`).join(', ')}]`,
      '[grpc]',
      `  address = ${JSON.stringify(paths.containerdSocket)}`,
      '[plugins."io.containerd.grpc.v1.cri"]',
      // A root without CAP_SYS_RESOURCE may not lower the score; runc would die with an error that names something else.
      '  restrict_oom_score_adj = true',
      `  sandbox_image = "${pauseImage}"`,
      // Everything below the state folder, where `down` finds it.
      '  netns_mounts_under_state_dir = true',
      '[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]',
      '  runtime_type = "io.containerd.runc.v2"',
      '[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]',
      `  Root = ${JSON.stringify(join(paths.state, 'containerd', 'runc'))}`,
      '[plugins."io.containerd.grpc.v1.cri".cni]',
      '  bin_dir = "/usr/lib/cni"',
      `  conf_dir = ${JSON.stringify(cniConfiguration)}`,
      '[plugins."io.containerd.grpc.v1.cri".registry]',
      `  config_path = ${JSON.stringify(registries)}`,
      '',
    ].join('\n'),
  );
}

function podNetwork(state: string) {
  const { bridge, ofThisNode } = networks.pods;
  return {
    cniVersion: '0.4.0',
    name: 'plimsoll-lab',
    plugins: [
      {
        type: 'bridge',
        bridge,
        isGateway: true,
        hairpinMode: true,
        ipam: {
          type: 'host-local',
          dataDir: join(state, 'pod-addresses'),
          ranges: [[{ subnet: ofThisNode }]],
          routes: [{ dst: '0.0.0.0/0' }],
        },
      },
      { type: 'portmap', capabilities: { portMappings: true } },
    ],
  };
}
