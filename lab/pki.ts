import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiUrl, contextName, networks, node, type Paths } from './layout';
import { run } from './run';

interface Certificate {
  readonly subject: string;
  readonly extensions: readonly string[];
}

const client = ['extendedKeyUsage=clientAuth'];
const serverAndClient = 'extendedKeyUsage=serverAuth,clientAuth';

/** Who exists in the lab. Names and groups are those that Kubernetes binds its own roles to. */
const certificates = {
  /** API server; as a client of etcd and the kubelets as well. */
  apiserver: {
    subject: '/O=system:masters/CN=kube-apiserver',
    extensions: [
      serverAndClient,
      `subjectAltName=IP:127.0.0.1,IP:${node.address},IP:${networks.services.api},DNS:localhost,DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc,DNS:kubernetes.default.svc.cluster.local`,
    ],
  },
  kubelet: {
    subject: `/O=system:nodes/CN=system:node:${node.name}`,
    extensions: [serverAndClient, `subjectAltName=IP:${node.address},DNS:${node.name}`],
  },
  /** Servers on the loopback address: etcd, registry, controller manager, scheduler. */
  local: {
    subject: '/CN=plimsoll-lab-local',
    extensions: [serverAndClient, 'subjectAltName=IP:127.0.0.1,DNS:localhost'],
  },
  admin: { subject: '/O=system:masters/CN=plimsoll-lab-admin', extensions: client },
  'kube-controller-manager': { subject: '/CN=system:kube-controller-manager', extensions: client },
  'kube-scheduler': { subject: '/CN=system:kube-scheduler', extensions: client },
  'kube-proxy': { subject: '/CN=system:kube-proxy', extensions: client },
  /** The lab's own controllers: volumes, network policy. The lab is theirs anyway, so they get no narrower role. */
  controllers: { subject: '/O=system:masters/CN=plimsoll-lab-controllers', extensions: client },
} as const satisfies Record<string, Certificate>;

type CertificateName = keyof typeof certificates;

export function certificatePaths(paths: Paths, name: CertificateName | 'ca') {
  return { certificate: join(paths.pki, `${name}.crt`), key: join(paths.pki, `${name}.key`) };
}

export function serviceAccountKey(paths: Paths): string {
  return join(paths.pki, 'service-accounts.key');
}

export function kubeconfigOf(paths: Paths, name: CertificateName): string {
  return name === 'admin' ? paths.kubeconfig : join(paths.pki, `${name}.kubeconfig`);
}

/** What a TLS client of ours trusts and shows. */
export function identity(paths: Paths, name: CertificateName) {
  const { certificate, key } = certificatePaths(paths, name);
  return {
    ca: readFileSync(certificatePaths(paths, 'ca').certificate, 'utf8'),
    cert: readFileSync(certificate, 'utf8'),
    key: readFileSync(key, 'utf8'),
  };
}

const everyName = Object.keys(certificates) as CertificateName[];

export function missingCertificates(paths: Paths): string[] {
  return [
    ...(['ca', ...everyName] as const).filter((name) => {
      const { certificate, key } = certificatePaths(paths, name);
      return !existsSync(certificate) || !existsSync(key);
    }),
    ...(existsSync(serviceAccountKey(paths)) ? [] : ['service-accounts']),
    ...everyName.filter((name) => !existsSync(kubeconfigOf(paths, name))).map((name) => `kubeconfig of ${name}`),
  ];
}

/** Issues what is missing and keeps what is there: running components have loaded it. */
export async function issueMissing(paths: Paths): Promise<void> {
  mkdirSync(paths.pki, { recursive: true, mode: 0o700 });
  const missing = new Set(missingCertificates(paths));
  if (missing.has('ca')) await issue(paths, 'ca', { subject: '/CN=plimsoll-lab', extensions: [] });
  await Promise.all(
    everyName.filter((name) => missing.has(name)).map((name) => issue(paths, name, certificates[name])),
  );
  if (missing.has('service-accounts')) writeWhole(serviceAccountKey(paths), newServiceAccountKey());
  for (const name of everyName) writeWhole(kubeconfigOf(paths, name), kubeconfig(paths, name));
}

async function issue(paths: Paths, name: CertificateName | 'ca', { subject, extensions }: Certificate): Promise<void> {
  const { certificate, key } = certificatePaths(paths, name);
  const ca = certificatePaths(paths, 'ca');
  await run('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '3650'],
    ...['-subj', subject, '-keyout', `${key}.new`, '-out', `${certificate}.new`],
    ...(name === 'ca'
      ? []
      : ['-CA', ca.certificate, '-CAkey', ca.key, '-addext', 'basicConstraints=critical,CA:FALSE']),
    ...extensions.flatMap((extension) => ['-addext', extension]),
  ]);
  chmodSync(`${key}.new`, 0o600);
  renameSync(`${key}.new`, key);
  renameSync(`${certificate}.new`, certificate);
}

function newServiceAccountKey(): string {
  return generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();
}

function kubeconfig(paths: Paths, name: CertificateName): string {
  const { ca, cert, key } = identity(paths, name);
  const encode = (text: string): string => Buffer.from(text).toString('base64');
  return JSON.stringify(
    {
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name: contextName, cluster: { server: apiUrl, 'certificate-authority-data': encode(ca) } }],
      users: [{ name, user: { 'client-certificate-data': encode(cert), 'client-key-data': encode(key) } }],
      contexts: [{ name: contextName, context: { cluster: contextName, user: name } }],
      'current-context': contextName,
    },
    null,
    2,
  );
}

function writeWhole(path: string, text: string): void {
  writeFileSync(`${path}.new`, text, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}
