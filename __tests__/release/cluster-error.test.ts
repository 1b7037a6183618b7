import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CoreV1Api, HttpError, KubeConfig } from '@kubernetes/client-node';
import { ClusterError, clusterError, explained } from '../../release/cluster-error';
import { clientOf } from '../../release/kube-config';

const request = { asked: 'list Leases in namespace "states"', environment: { name: 'home', kubeContext: "me@home's" } };

const refusal = (status: number, body?: unknown): HttpError => new HttpError({} as never, body, status);
const forbidden = { kind: 'Status', message: 'leases is forbidden: User "me" cannot list resource "leases".' };
/** As Node's net and tls raise them. */
const onTheWay = (code: string, message: string): Error => Object.assign(new Error(message), { code });

describe('an answer that is none', () => {
  it.each([
    [
      401,
      { kind: 'Status', message: 'Unauthorized' },
      'Unauthorized. Log in to it again, or correct the user in the kube configuration, and run this again.',
    ],
    [
      403,
      forbidden,
      'leases is forbidden: User "me" cannot list resource "leases". Ask whoever looks after the cluster for that permission, and run this again.',
    ],
    [
      404,
      { kind: 'Status', message: 'namespaces "states" not found' },
      'namespaces "states" not found. Make what is missing: npm run bootstrap -- --environment home for namespaces and credentials, a release for everything else.',
    ],
    [
      409,
      { kind: 'Status', message: 'the object has been modified' },
      'the object has been modified. Somebody else has changed it in this very moment: run this again.',
    ],
    [
      500,
      { kind: 'Status', message: 'etcdserver: request timed out' },
      "etcdserver: request timed out. It has trouble of its own: run this again when it has recovered, which `kubectl --context 'me@home'\\''s' get --raw /readyz` says.",
    ],
    [
      400,
      'Client sent an HTTP request to an HTTPS server.\n',
      'Client sent an HTTP request to an HTTPS server. Check that the server in the kube configuration is the API server of this cluster, and run this again.',
    ],
  ])('%i', (status, body, sentence) =>
    expect(explained(refusal(status, body), request)).toBe(
      `The cluster of kube context "me@home's" answered with status ${status} when asked to list Leases in namespace "states": ${sentence}`,
    ),
  );

  it('shows one line of a page from a proxy', () =>
    expect(explained(refusal(502, '<html>\n<body>Bad Gateway</body>\n</html>'), request)).toMatch(
      /"states": <html>\. It has trouble/,
    ));

  it('says so when there is no reason', () =>
    expect(explained(refusal(503), request)).toMatch(/"states": it does not say why\. It has trouble/));

  it('has the next step of whoever asks, for that status only', () => {
    const nextSteps = { 403: 'Ask Ada.' };
    expect(explained(refusal(403, forbidden), { ...request, nextSteps })).toMatch(/"leases"\. Ask Ada\.$/);
    expect(explained(refusal(401), { ...request, nextSteps })).toMatch(/Log in to it again/);
  });
});

const toReadIt = 'when asked to list Leases in namespace "states"';
describe('no answer', () => {
  it.each([
    [
      'connection refused',
      onTheWay('ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:1'),
      `does not answer ${toReadIt}: connect ECONNREFUSED 127.0.0.1:1. Start it (the lab: `,
    ],
    ['several addresses refused', onTheWay('ECONNREFUSED', ''), `does not answer ${toReadIt}: ECONNREFUSED. Start it`],
    [
      'unknown host',
      onTheWay('ENOTFOUND', 'getaddrinfo ENOTFOUND x.invalid'),
      `does not answer ${toReadIt}: getaddrinfo ENOTFOUND x.invalid. Start it`,
    ],
    [
      'time limit',
      onTheWay('ESOCKETTIMEDOUT', 'ESOCKETTIMEDOUT'),
      `does not answer in time ${toReadIt}: ESOCKETTIMEDOUT. Check that it runs and that this machine reaches it`,
    ],
    ['no connection in time', onTheWay('ETIMEDOUT', 'connect ETIMEDOUT 10.0.0.1:6443'), 'does not answer in time'],
    [
      'untrusted certificate',
      onTheWay('DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed certificate'),
      `cannot be spoken to over TLS ${toReadIt}: self-signed certificate. Correct its server, its certificate authority`,
    ],
    [
      'unknown authority',
      onTheWay('UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'unable to verify the first certificate'),
      'cannot be spoken to over TLS',
    ],
    [
      'certificate of another host',
      onTheWay('ERR_TLS_CERT_ALTNAME_INVALID', "Hostname/IP does not match certificate's altnames"),
      'cannot be spoken to over TLS',
    ],
    ['no TLS there', onTheWay('EPROTO', 'write EPROTO 80:error:0A00010B'), 'cannot be spoken to over TLS'],
    [
      'broken client certificate',
      onTheWay('ERR_OSSL_PEM_NO_START_LINE', 'error:0480006C:PEM routines::no start line'),
      'cannot be spoken to over TLS',
    ],
    [
      'client certificate that is not there',
      onTheWay('ENOENT', "ENOENT: no such file or directory, open '/none'"),
      `cannot be asked ${toReadIt}: ENOENT: no such file or directory, open '/none'. The kube configuration names a file`,
    ],
    [
      'failing login program',
      new Error('token has expired\nand more\n'),
      `cannot be asked ${toReadIt}: token has expired. Log in to it again`,
    ],
  ])('%s', (_, error, sentence) =>
    expect(explained(error, request)).toContain(`The cluster of kube context "me@home's" ${sentence}`),
  );

  it.each([
    ['a mistake in this program', new TypeError('undefined is not a function')],
    ['a mistake in calling Node', Object.assign(new TypeError('x'), { code: 'ERR_INVALID_ARG_TYPE' })],
    ['a sentence already', new ClusterError('as said')],
    ['no error at all', undefined],
  ])('is not made of %s', (_, error) => {
    expect(explained(error, request)).toBeUndefined();
    expect(clusterError(error, request)).toBe(error);
  });
});

it('explains what the client really throws', async () => {
  // A STAND-IN for an API server that refuses everything.
  const server = createServer((_, response) =>
    response.writeHead(403, { 'content-type': 'application/json' }).end(JSON.stringify(forbidden)),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const errorFrom = async (port: number): Promise<unknown> => {
    const config = new KubeConfig();
    config.loadFromClusterAndUser({ name: 'test', server: `http://127.0.0.1:${port}` }, { name: 'test' });
    const answer = clientOf(config, CoreV1Api).listNode();
    return answer.catch((error: unknown) => clusterError(error, request));
  };
  const refused = await errorFrom((server.address() as AddressInfo).port);
  server.close().closeAllConnections();
  expect(refused).toBeInstanceOf(ClusterError);
  expect((refused as Error).message).toMatch(/status 403 .*: leases is forbidden: .*\. Ask whoever/);
  const unreachable = (await errorFrom(1)) as Error;
  expect(unreachable.message).toMatch(/ does not answer .*: connect ECONNREFUSED 127\.0\.0\.1:1\. Start it/);
});
