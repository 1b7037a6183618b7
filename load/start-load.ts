import { randomBytes } from 'node:crypto';
import type { Outcome } from './answer';
import type { Failure, LoadReport } from './report';
import { schedule, type Due, type Rates } from './schedule';
import { send, targetOf } from './send';
import { failureIn, summarize } from './summarize';

interface LoadOptions extends Partial<Rates> {
  /** Address of the order service, like http://127.0.0.1:30080. */
  readonly url: string;
  /** Requests to GET /version, each on a new connection. @default 200 */
  readonly requestsPerSecond?: number;
  /** Orders by POST /orders, each on a new connection. @default 20 */
  readonly ordersPerSecond?: number;
  /** After which a request counts as failed. @default 5000 */
  readonly timeoutMilliseconds?: number;
  /**
   * Address of this machine to send from. A node remembers for two minutes where a connection went that nobody
   * answered; whoever comes from the same address and port meanwhile is sent there again. @default - the system's choice
   */
  readonly from?: string;
  /** Ends the load early; `stop` must still be called for the report. */
  readonly signal?: AbortSignal;
  /** Told of each failure at once. */
  readonly onFailure?: (failure: Failure) => void;
}

export interface Load {
  /** Every reference of this run starts with it. */
  readonly prefix: string;
  /** Sends nothing more, waits for what is under way, and returns what was seen. Calling it again returns the same. */
  stop(): Promise<LoadReport>;
}

/** Puts a constant rate of requests on a service until stopped. */
export function startLoad(options: LoadOptions): Load {
  const { url, requestsPerSecond = 200, ordersPerSecond = 20, timeoutMilliseconds = 5000, signal, onFailure } = options;
  const target = { ...targetOf(url), from: options.from };
  const due = schedule({ requestsPerSecond, ordersPerSecond });
  const prefix = `load-${randomBytes(6).toString('hex')}-`;
  const startedAt = Date.now();
  const origin = performance.now();
  const now = (): number => performance.now() - origin;
  const outcomes: Outcome[] = [];
  const underway = new Set<Promise<void>>();
  let mostConcurrent = 0;
  let next = due.next();
  let orders = 0;
  let timer: NodeJS.Timeout | undefined;
  let report: Promise<LoadReport> | undefined;

  async function one({ purpose, at }: Due): Promise<void> {
    const reference = purpose === 'order' ? { reference: `${prefix}${(orders += 1)}` } : {};
    const left = now();
    const result = await send(target, purpose, reference.reference ?? '', timeoutMilliseconds);
    const outcome: Outcome = { purpose, due: at, left, ended: now(), result, ...reference };
    outcomes.push(outcome);
    for (const failure of failureIn(outcome, startedAt)) onFailure?.(failure);
  }

  function tick(): void {
    // Everything that has become due leaves now, however late this is: the rate is kept over time.
    while (!next.done && next.value.at <= now()) {
      const sending = one(next.value).finally(() => underway.delete(sending));
      underway.add(sending);
      next = due.next();
    }
    mostConcurrent = Math.max(mostConcurrent, underway.size);
    if (!next.done) timer = setTimeout(tick, Math.max(0, next.value.at - now()));
  }

  async function finish(): Promise<LoadReport> {
    clearTimeout(timer);
    next = { done: true, value: undefined };
    signal?.removeEventListener('abort', end);
    await Promise.all(underway);
    return summarize({ url, prefix, startedAt, ended: now(), mostConcurrent, outcomes });
  }
  const stop = (): Promise<LoadReport> => (report ??= finish());
  const end = (): void => void stop();

  if (signal?.aborted) end();
  else {
    signal?.addEventListener('abort', end, { once: true });
    tick();
  }
  return { prefix, stop };
}
