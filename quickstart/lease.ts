import { hostname } from 'node:os';
import { V1MicroTime, type CoordinationV1Api, type V1Lease } from '@kubernetes/client-node';
import { clusterError, statusOf } from '../release/cluster-error';
import type { DescribedEnvironment } from '../release/description';
import { PhaseFailed } from './phase-failed';

const leaseName = 'plimsoll-quickstart';
/** A holder that died without a word blocks others for this long. */
const leaseSeconds = 30;

export type LeaseApi = Pick<
  CoordinationV1Api,
  'readNamespacedLease' | 'createNamespacedLease' | 'replaceNamespacedLease' | 'deleteNamespacedLease'
>;

/** Two quickstarts of one cluster would release over each other: the second one refuses. */
export class Lease {
  private readonly holder = `${hostname()}/${process.pid}`;
  private readonly namespace: string;
  private renewal: NodeJS.Timeout | undefined;

  constructor(
    private readonly api: LeaseApi,
    private readonly environment: Pick<DescribedEnvironment, 'name' | 'kubeContext' | 'namespaces'>,
    /** Told once when the lease is no longer ours, so that what it allowed can end. */
    private readonly lost: (why: PhaseFailed) => void,
  ) {
    this.namespace = environment.namespaces.state;
  }

  async acquire(): Promise<void> {
    try {
      await this.take();
    } catch (error) {
      const asked = `keep Lease "${leaseName}" in namespace "${this.namespace}"`;
      throw clusterError(error, { asked, environment: this.environment });
    }
    this.renewal = setInterval(() => void this.renew(), (leaseSeconds * 1000) / 3);
    this.renewal.unref();
  }

  /** Deletes it where it is still ours. When the cluster is gone the lease went with it; otherwise it runs out by itself. */
  async release(): Promise<void> {
    if (!this.stopRenewing()) return;
    const current = await this.read().catch(() => undefined);
    if (!current || !this.isOurs(current)) return;
    // Only as it was read: somebody may take over at this moment, and keeps the uid.
    const { uid, resourceVersion } = current.metadata ?? {};
    const body = { preconditions: { uid, resourceVersion } };
    const unset = undefined;
    await this.api
      .deleteNamespacedLease(leaseName, this.namespace, unset, unset, unset, unset, unset, body)
      .catch(() => undefined);
  }

  private async take(): Promise<void> {
    const current = await this.read();
    const holder = current?.spec?.holderIdentity ?? '';
    const age = Date.now() - new Date(current?.spec?.renewTime ?? 0).getTime();
    const free = holder === '' || holder === this.holder || age >= leaseSeconds * 1000;
    if (!free)
      throw new PhaseFailed(
        `Another quickstart (${holder}) is using this cluster; it said so ${Math.round(age / 1000)} s ago. ` +
          `Wait until it has ended, or ${leaseSeconds} s after it was killed, and run this again.`,
      );
    await this.write(current?.metadata?.resourceVersion);
  }

  private async renew(): Promise<void> {
    // One missed renewal is no reason to stop a release: two more follow before the lease runs out.
    const answer = await this.read().then(
      (current) => ({ current }),
      () => undefined,
    );
    if (!answer || !this.renewal) return;
    const { current } = answer;
    if (current && this.isOurs(current)) await this.write(current.metadata?.resourceVersion).catch(() => undefined);
    else this.giveUp(current?.spec?.holderIdentity);
  }

  /** Late renewals let others in; then two releases are under way, and ours is the one that nobody waits for. */
  private giveUp(holder: string | undefined): void {
    this.stopRenewing();
    this.lost(
      new PhaseFailed(
        `${holder ? `Another quickstart (${holder}) has taken this cluster` : `Lease "${leaseName}" in namespace "${this.namespace}" was deleted, so that another quickstart may have begun`}: ` +
          `this one had the lease and has it no more, which happens when the cluster does not answer for ${leaseSeconds} s. ` +
          'Wait until the other has ended, and run this again.',
      ),
    );
  }

  /** False when it did not renew. */
  private stopRenewing(): boolean {
    const renewed = this.renewal !== undefined;
    clearInterval(this.renewal);
    this.renewal = undefined;
    return renewed;
  }

  private readonly isOurs = ({ spec }: V1Lease): boolean => spec?.holderIdentity === this.holder;

  private async read(): Promise<V1Lease | undefined> {
    try {
      return (await this.api.readNamespacedLease(leaseName, this.namespace)).body;
    } catch (error) {
      if (statusOf(error) === 404) return undefined;
      throw error;
    }
  }

  /** Create, or replace the version that was read: whoever comes second gets a conflict from the API server. */
  private async write(resourceVersion: string | undefined): Promise<void> {
    const lease = {
      metadata: { name: leaseName, namespace: this.namespace, resourceVersion },
      spec: { holderIdentity: this.holder, leaseDurationSeconds: leaseSeconds, renewTime: new V1MicroTime() },
    };
    try {
      if (resourceVersion) await this.api.replaceNamespacedLease(leaseName, this.namespace, lease);
      else await this.api.createNamespacedLease(this.namespace, lease);
    } catch (error) {
      if (statusOf(error) === 409)
        throw new PhaseFailed(
          'Another quickstart has just taken this cluster; wait until it has ended and run this again.',
        );
      throw error;
    }
  }
}
