import { parseArgs } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { startLoad } from './start-load';
import { describeLoad } from './describe';
import { verifyOrders } from './verify-orders';

const usage = `Usage: npm run load -- --url http://127.0.0.1:30080 --seconds 30 [--requests 200] [--orders 20] [--timeout 5000] [--json]
Puts a constant rate of requests and orders, per second and each on a new connection, on the order service. Then asks
for every acknowledged order again. Ends with 0 when nothing failed and no order was lost, else with 1.`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      url: { type: 'string' },
      seconds: { type: 'string' },
      requests: { type: 'string', default: '200' },
      orders: { type: 'string', default: '20' },
      timeout: { type: 'string', default: '5000' },
      json: { type: 'boolean', default: false },
    },
  });
  if (!values.url || !values.seconds) throw new Error(usage);
  const interrupted = new AbortController();
  process.once('SIGINT', () => interrupted.abort());
  const seconds = number('seconds', values.seconds);
  const load = startLoad({
    url: values.url,
    requestsPerSecond: number('requests', values.requests),
    ordersPerSecond: number('orders', values.orders),
    timeoutMilliseconds: number('timeout', values.timeout),
    onFailure: ({ at, purpose, kind, detail }) => process.stderr.write(`${at} ${purpose} ${kind}: ${detail}\n`),
  });
  await sleep(seconds * 1000, undefined, { signal: interrupted.signal }).catch(() => undefined);
  const report = await load.stop();
  const orders = await verifyOrders(report);
  process.stdout.write(
    values.json ? `${JSON.stringify({ ...report, found: orders })}\n` : describeLoad(report, orders),
  );
  return report.failures.length === 0 && orders.lost.length === 0 ? 0 : 1;
}

function number(name: string, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0)
    throw new Error(`--${name} "${text}" is not a number of 0 or more.\n${usage}`);
  return value;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
