import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { PoolUse } from './database';

/** What Prometheus reads at /metrics. */
export class Metrics {
  readonly registry = new Registry();

  /** Requests by route pattern, never by address: a label must not grow with what visitors type. */
  readonly requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from a request to the end of its answer',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [this.registry],
  });

  readonly orders = new Counter({
    name: 'orders_total',
    help: 'Orders by what came of them',
    labelNames: ['outcome'] as const,
    registers: [this.registry],
  });

  constructor(version: string, pool: () => PoolUse) {
    collectDefaultMetrics({ register: this.registry });
    const { registry } = this;
    new Gauge({ name: 'app_info', help: 'Always 1', labelNames: ['version'] as const, registers: [registry] })
      .labels(version)
      .set(1);
    new Gauge({
      name: 'database_connections_in_use',
      help: 'Connections that work on a statement',
      registers: [registry],
      collect() {
        this.set(pool().inUse);
      },
    });
    new Gauge({
      name: 'database_requests_waiting',
      help: 'Statements that wait for a connection',
      registers: [registry],
      collect() {
        this.set(pool().waiting);
      },
    });
  }
}
