import { hostname } from 'node:os';
import { HttpError, type V1DeleteOptions, type V1Lease } from '@kubernetes/client-node';
import { Lease, type LeaseApi } from '../../quickstart/lease';

const environment = {
  name: 'home',
  kubeContext: 'home-cluster',
  namespaces: { application: 'shop', state: 'states' },
};
const us = `${hostname()}/${process.pid}`;
const refusal = (status: number, message = ''): HttpError => new HttpError({} as never, { message }, status);

/** A STAND-IN for the API server: one Lease, which nobody replaces or deletes by an old resourceVersion. */
class StandInApi {
  lease: V1Lease | undefined;
  /** While it is set, it answers nothing else. */
  refusesWith: Error | undefined;
  /** Happens between a read and what follows it. */
  afterRead: () => void = () => undefined;
  private versions = 0;

  keep(lease: V1Lease): void {
    // uid: an object that is replaced keeps it.
    const metadata = { ...lease.metadata, uid: 'the-same', resourceVersion: String((this.versions += 1)) };
    this.lease = { ...lease, metadata };
  }

  heldBy(holderIdentity: string, secondsAgo = 0): void {
    const renewTime = new Date(Date.now() - secondsAgo * 1000);
    this.keep({ metadata: { name: 'plimsoll-quickstart' }, spec: { holderIdentity, renewTime } } as V1Lease);
  }

  get holder(): string | undefined {
    return this.lease?.spec?.holderIdentity;
  }

  readonly api = {
    readNamespacedLease: () =>
      this.answer(() => {
        if (!this.lease) throw refusal(404);
        const body = structuredClone(this.lease);
        this.afterRead();
        return body;
      }),
    createNamespacedLease: (_namespace: string, lease: V1Lease) =>
      this.answer(() => {
        if (this.lease) throw refusal(409);
        this.keep(lease);
      }),
    replaceNamespacedLease: (_name: string, _namespace: string, lease: V1Lease) =>
      this.answer(() => {
        this.refuseOld(lease.metadata?.resourceVersion);
        this.keep(lease);
      }),
    deleteNamespacedLease: (...args: readonly unknown[]) =>
      this.answer(() => {
        const { preconditions } = (args[7] ?? {}) as V1DeleteOptions;
        if (preconditions) this.refuseOld(preconditions.resourceVersion);
        this.lease = undefined;
      }),
  } as unknown as LeaseApi;

  private refuseOld(version: string | undefined): void {
    if (!this.lease) throw refusal(404);
    if (version !== this.lease.metadata?.resourceVersion) throw refusal(409);
  }

  private async answer<Body>(work: () => Body): Promise<{ body: Body }> {
    await Promise.resolve();
    if (this.refusesWith) throw this.refusesWith;
    return { body: work() };
  }
}

let server: StandInApi;
let lost: string[];
let lease: Lease;
beforeEach(() => {
  jest.useFakeTimers();
  server = new StandInApi();
  lost = [];
  lease = new Lease(server.api, environment, ({ message }) => void lost.push(message));
});
afterEach(() => jest.useRealTimers());

const seconds = (count: number): Promise<void> => jest.advanceTimersByTimeAsync(count * 1000);

it('keeps others away as long as it is needed, and is given back', async () => {
  await lease.acquire();
  await seconds(300);
  // Created, and renewed every ten seconds.
  expect(server.lease?.metadata?.resourceVersion).toBe('31');
  await lease.release();
  expect({ lease: server.lease, lost }).toEqual({ lease: undefined, lost: [] });
});

it('refuses beside another one, and takes over from one that died', async () => {
  server.heldBy('elsewhere/1', 5);
  await expect(lease.acquire()).rejects.toThrow(
    'Another quickstart (elsewhere/1) is using this cluster; it said so 5 s ago. Wait until it has ended',
  );
  server.heldBy('elsewhere/1', 31);
  await lease.acquire();
  expect(server.holder).toBe(us);
  await lease.release();
});

it('goes on when the cluster does not answer for longer than the lease lasts, and nobody has come', async () => {
  await lease.acquire();
  server.refusesWith = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  await seconds(60);
  server.refusesWith = undefined;
  await seconds(10);
  expect({ holder: server.holder, lost }).toEqual({ holder: us, lost: [] });
  await lease.release();
});

it('says once that another one has taken over, and leaves its lease alone', async () => {
  await lease.acquire();
  server.heldBy('elsewhere/1');
  await seconds(60);
  expect(lost).toEqual([
    'Another quickstart (elsewhere/1) has taken this cluster: this one had the lease and has it no more, which happens when the cluster does not answer for 30 s. ' +
      'Wait until the other has ended, and run this again.',
  ]);
  await lease.release();
  expect(server.holder).toBe('elsewhere/1');
});

it('says that its lease was deleted', async () => {
  await lease.acquire();
  server.lease = undefined;
  await seconds(10);
  expect(lost).toEqual([
    expect.stringMatching(/^Lease "plimsoll-quickstart" in namespace "states" was deleted, so that another/),
  ]);
  expect(server.lease).toBeUndefined();
});

it('does not delete what another one took since the last renewal', async () => {
  await lease.acquire();
  server.heldBy('elsewhere/1');
  await lease.release();
  expect(server.holder).toBe('elsewhere/1');
});

it('does not delete what another one takes at this very moment', async () => {
  await lease.acquire();
  server.afterRead = () => server.heldBy('elsewhere/1');
  await lease.release();
  expect(server.holder).toBe('elsewhere/1');
});

it('loses nothing once it was given back', async () => {
  await lease.acquire();
  await lease.release();
  expect(jest.getTimerCount()).toBe(0);
  await seconds(60);
  expect({ lease: server.lease, lost }).toEqual({ lease: undefined, lost: [] });
});

it('does not take its own end for a loss while a renewal is under way', async () => {
  await lease.acquire();
  jest.advanceTimersByTime(10_000); // the renewal has asked, and has no answer yet
  server.lease = undefined;
  await lease.release();
  await seconds(0);
  expect(lost).toEqual([]);
});

it.each([
  [
    403,
    'leases is forbidden',
    'status 403 when asked to keep Lease "plimsoll-quickstart" in namespace "states": leases is',
  ],
  [404, 'namespaces "states" not found', 'namespaces "states" not found. Make what is missing: npm run bootstrap'],
])('explains a refusal with status %i', async (status, message, sentence) => {
  server.api.createNamespacedLease = () => Promise.reject(refusal(status, message));
  await expect(lease.acquire()).rejects.toThrow(sentence);
});
