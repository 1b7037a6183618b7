import type { Failure } from '../load/report';

/** What quickstart saw, and whether that keeps what a release promises. Pure: no clock, no output. */

/** Requests during the release: what the load generator counted. */
interface TrafficSeen {
  readonly sent: number;
  readonly failed: number;
  /** Longest time between two successful answers, in milliseconds. */
  readonly longestGapMilliseconds: number;
  readonly versionsSeen: readonly string[];
  /** Each with its time and cause. */
  readonly failures: readonly Failure[];
}

/** Orders that a client was told are accepted, and those of them that the database gave back afterwards. */
interface OrdersSeen {
  readonly acknowledged: number;
  readonly found: number;
}

export interface ReleaseFacts {
  readonly from: string;
  readonly to: string;
  /** What the running pods answered when the release had ended. */
  readonly versionsAfter: readonly string[];
  readonly traffic: TrafficSeen;
  readonly orders: OrdersSeen;
}

export interface ReleasePromise {
  readonly text: string;
  readonly kept: boolean;
  /** What was seen instead, when it was broken. */
  readonly seen: string;
}

/** The promises of a release without downtime, in the order in which users would miss them. */
export function promisesOf({ from, to, versionsAfter, traffic, orders }: ReleaseFacts): readonly ReleasePromise[] {
  return [
    {
      text: 'no request failed',
      kept: traffic.sent > 0 && traffic.failed === 0,
      seen: `${traffic.failed} of ${traffic.sent} requests failed`,
    },
    {
      text: 'no acknowledged order was lost',
      kept: orders.acknowledged > 0 && orders.found === orders.acknowledged,
      seen: `${orders.found} of ${orders.acknowledged} acknowledged orders are in the database`,
    },
    {
      text: `every answer came from version ${from} or ${to}`,
      kept: traffic.versionsSeen.every((version) => version === from || version === to),
      seen: `versions seen: ${listed(traffic.versionsSeen)}`,
    },
    {
      text: `only version ${to} answers now`,
      kept: versionsAfter.length === 1 && versionsAfter[0] === to,
      seen: `versions answering: ${listed(versionsAfter)}`,
    },
  ];
}

const listed = (names: readonly string[]): string => (names.length === 0 ? 'none' : names.join(', '));
