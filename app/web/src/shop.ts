import type { Assets } from './assets';
import type { Database } from './database';
import type { Metrics } from './metrics';
import type { Migration } from './migrations';
import type { Orders } from './orders';
import type { Settings } from './settings';
import type { Features } from './version';

/** What the routes work with. */
export interface Shop {
  readonly settings: Settings;
  readonly features: Features;
  readonly assets: Assets;
  readonly migrations: readonly Migration[];
  readonly database: Database;
  readonly orders: Orders;
  readonly metrics: Metrics;
  /** Set once SIGTERM has come: requests are still served, but no new ones should be sent here. */
  leaving: boolean;
}
