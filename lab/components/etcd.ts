import { join } from 'node:path';
import { daemon } from '../daemon';
import { debianVersion } from '../debian';
import { wrongWith } from '../http';
import { ports } from '../layout';
import { certificatePaths, identity } from '../pki';

const url = `https://127.0.0.1:${ports.etcd}`;
const peerUrl = `https://127.0.0.1:${ports.etcdPeer}`;

export const etcd = daemon({
  name: 'etcd',
  program: 'etcd',
  purpose: "the cluster's memory",
  needs: ['packages', 'certificates'],
  usualSeconds: 2,
  limitSeconds: 30,
  address: url,
  arguments: ({ paths }) => {
    const own = certificatePaths(paths, 'local');
    const ca = certificatePaths(paths, 'ca').certificate;
    return [
      `--data-dir=${join(paths.state, 'etcd')}`,
      `--listen-client-urls=${url}`,
      `--advertise-client-urls=${url}`,
      `--listen-peer-urls=${peerUrl}`,
      `--initial-advertise-peer-urls=${peerUrl}`,
      `--initial-cluster=default=${peerUrl}`,
      ...[`--cert-file=${own.certificate}`, `--key-file=${own.key}`, `--trusted-ca-file=${ca}`, '--client-cert-auth'],
      ...[`--peer-cert-file=${own.certificate}`, `--peer-key-file=${own.key}`, `--peer-trusted-ca-file=${ca}`],
      // No --unsafe-no-fsync, though it is faster: a killed etcd then forgets writes that it has acknowledged, and the
      // controllers, who have seen them, refuse to go on. (Seen when a lab was repaired.)
      '--logger=zap',
      '--log-level=warn',
    ];
  },
  wrong: ({ paths }) => wrongWith(`${url}/health`, { tls: identity(paths, 'local') }),
  version: () => debianVersion('etcd-server'),
});
