import { setTimeout as pause } from 'node:timers/promises';
import { startLoad, type Load } from '../load/start-load';
import type { LoadReport } from '../load/report';
import { verifyOrders, type OrdersFound } from '../load/verify-orders';
import { PhaseFailed } from './phase-failed';

/** Waits until every one of several answers in a row names the version: new node ports take a moment to answer. */
export async function waitForVersion(url: string, version: string, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + 60_000;
  let inRow = 0;
  while (inRow < 10) {
    signal.throwIfAborted();
    const last = await answeringVersion(url);
    inRow = last === version ? inRow + 1 : 0;
    if (Date.now() > deadline)
      throw new PhaseFailed(
        `${url}/version does not answer with ${version} (last: ${last}). See the pods: kubectl get pods, kubectl describe pod NAME.`,
      );
    await pause(100, undefined, { signal });
  }
}

/** Every version that answers now, asked on new connections so that all pods have their turn. */
export async function versionsAnswering(url: string): Promise<readonly string[]> {
  const answers = await Promise.all(Array.from({ length: 30 }, () => answeringVersion(url)));
  return [...new Set(answers)].filter((version) => version !== 'no answer').sort();
}

async function answeringVersion(url: string): Promise<string> {
  try {
    const answer = await fetch(`${url}/version`, {
      signal: AbortSignal.timeout(3000),
      headers: { connection: 'close' },
    });
    return ((await answer.json()) as { version?: string }).version ?? 'no answer';
  } catch {
    return 'no answer';
  }
}

export function startTraffic(url: string, signal: AbortSignal): Load {
  return startLoad({
    url,
    signal,
    onFailure: ({ at, purpose, kind, detail }) =>
      process.stderr.write(`request failed at ${at}: ${purpose} ${kind}: ${detail}\n`),
  });
}

export async function endTraffic(
  load: Load,
  signal: AbortSignal,
): Promise<{ readonly report: LoadReport; readonly orders: OrdersFound }> {
  const report = await load.stop();
  return { report, orders: await verifyOrders(report, signal) };
}
