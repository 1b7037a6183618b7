import type { LoadReport } from './report';

/** Acknowledged orders, asked for again at the service, which reads them from its database. */
export interface OrdersFound {
  readonly acknowledged: number;
  readonly found: number;
  /** Acknowledged, but not in the database: must be empty. */
  readonly lost: readonly string[];
  /** In the database, but never acknowledged: the client got no answer, which is allowed. */
  readonly unacknowledged: number;
}

const pageSize = 1000;

/** Reads all orders of a load run back and compares. */
export async function verifyOrders(
  { url, prefix, acknowledged }: Pick<LoadReport, 'url' | 'prefix' | 'acknowledged'>,
  signal?: AbortSignal,
): Promise<OrdersFound> {
  const stored = new Set<string>();
  for (let after = 0, more = true; more;) {
    const address = `${url.replace(/\/$/, '')}/orders?prefix=${encodeURIComponent(prefix)}&after=${after}&limit=${pageSize}`;
    const page = await readPage(address, signal);
    for (const { reference } of page) stored.add(reference);
    after = page.at(-1)?.id ?? after;
    more = page.length === pageSize;
  }
  const lost = acknowledged.filter((reference) => !stored.has(reference));
  const found = acknowledged.length - lost.length;
  return { acknowledged: acknowledged.length, found, lost, unacknowledged: stored.size - found };
}

async function readPage(address: string, signal?: AbortSignal): Promise<readonly { id: number; reference: string }[]> {
  const limits = [AbortSignal.timeout(15_000), ...(signal ? [signal] : [])];
  const answer = await fetch(address, { signal: AbortSignal.any(limits) });
  if (!answer.ok) throw new Error(`GET ${address} answered ${answer.status}: ${(await answer.text()).slice(0, 200)}`);
  const { orders } = (await answer.json()) as { orders?: readonly { id: number; reference: string }[] };
  if (!orders) throw new Error(`GET ${address} answered without orders; is this the order service?`);
  return orders;
}
