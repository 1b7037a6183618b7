import type { Purpose } from './report';

export interface Rates {
  readonly requestsPerSecond: number;
  readonly ordersPerSecond: number;
}

/** A request and the moment it is due, in milliseconds since the start. */
export interface Due {
  readonly purpose: Purpose;
  readonly at: number;
}

/**
 * The requests of a constant rate, in order of time and without end. The moments are fixed beforehand and do not depend
 * on answers: a service that stalls gets as many requests as one that does not.
 */
export function* schedule({ requestsPerSecond, ordersPerSecond }: Rates): Generator<Due, void, void> {
  const every = { version: 1000 / requestsPerSecond, order: 1000 / ordersPerSecond };
  const sent = { version: 0, order: 0 };
  for (;;) {
    const [version, order] = [sent.version * every.version, sent.order * every.order];
    // A rate of 0 makes the moment NaN or Infinity: never due.
    const purpose = Number.isFinite(version) && !(order < version) ? 'version' : 'order';
    const at = purpose === 'version' ? version : order;
    if (!Number.isFinite(at)) return;
    sent[purpose] += 1;
    yield { purpose, at };
  }
}
