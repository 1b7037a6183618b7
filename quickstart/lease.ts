import { hostname } from 'node:os';
import { CoordinationV1Api, V1MicroTime, type HttpError, type KubeConfig } from '@kubernetes/client-node';
import { PhaseFailed } from './phase-failed';

const leaseName = 'plimsoll-quickstart';
/** A holder that died without a word blocks others for this long. */
const leaseSeconds = 30;

/** Two quickstarts of one cluster would release over each other: the second one refuses. */
export class Lease {
  private readonly holder = `${hostname()}/${process.pid}`;
  private readonly api: CoordinationV1Api;
  private renewal: NodeJS.Timeout | undefined;

  constructor(
    kubeConfig: KubeConfig,
    private readonly namespace: string,
  ) {
    this.api = kubeConfig.makeApiClient(CoordinationV1Api);
  }

  async acquire(): Promise<void> {
    const current = await this.read();
    if (current) {
      const holder = current.spec?.holderIdentity ?? '';
      const age = Date.now() - new Date(current.spec?.renewTime ?? 0).getTime();
      const ours = holder === this.holder || holder === '';
      if (!ours && age < leaseSeconds * 1000)
        throw new PhaseFailed(
          `Another quickstart (${holder}) is using this cluster; it said so ${Math.round(age / 1000)} s ago. ` +
            `Wait until it has ended, or ${leaseSeconds} s after it was killed, and run this again.`,
        );
      await this.write(current.metadata?.resourceVersion);
    } else {
      await this.write(undefined);
    }
    this.renewal = setInterval(() => void this.renew(), (leaseSeconds * 1000) / 3);
    this.renewal.unref();
  }

  async release(): Promise<void> {
    if (!this.renewal) return;
    clearInterval(this.renewal);
    this.renewal = undefined;
    // When the cluster is gone the lease went with it; otherwise it runs out by itself.
    await this.api.deleteNamespacedLease(leaseName, this.namespace).catch(() => undefined);
  }

  private async renew(): Promise<void> {
    // One missed renewal is no reason to stop a release: two more follow before the lease runs out.
    const current = await this.read().catch(() => undefined);
    if (current?.spec?.holderIdentity === this.holder)
      await this.write(current.metadata?.resourceVersion).catch(() => undefined);
  }

  private async read() {
    try {
      return (await this.api.readNamespacedLease(leaseName, this.namespace)).body;
    } catch (error) {
      if ((error as HttpError).statusCode === 404) return undefined;
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
      if ((error as HttpError).statusCode === 409)
        throw new PhaseFailed(
          'Another quickstart has just taken this cluster; wait until it has ended and run this again.',
        );
      if ((error as HttpError).statusCode === 404)
        throw new PhaseFailed(
          `Namespace "${this.namespace}" does not exist. Prepare the cluster once: npm run bootstrap -- --environment NAME`,
        );
      throw error;
    }
  }
}
