import { setTimeout as sleep } from 'node:timers/promises';
import type { Assets } from './assets';
import { Database } from './database';
import { Metrics } from './metrics';
import { readMigrations } from './migrations';
import { Orders } from './orders';
import { makeServer } from './server';
import type { Settings } from './settings';
import type { Shop } from './shop';
import { featuresOf } from './version';

/** Longer than any request can take: its statements have limits of their own. */
const finishMilliseconds = 10_000;

/** Serves until SIGTERM or SIGINT; returns when the last request has been answered. */
export async function serve(settings: Settings, assets: Assets): Promise<void> {
  const database = new Database(settings.database);
  const features = featuresOf(settings.version);
  const shop: Shop = {
    settings,
    features,
    assets,
    migrations: readMigrations(assets.migrations),
    database,
    orders: new Orders(database, settings.version, features),
    metrics: new Metrics(settings.version, () => database.use()),
    leaving: false,
  };
  const app = makeServer(shop);
  const told = signalled();
  // Listening does not wait for the database: readiness tells when traffic may come.
  await app.listen({ host: '0.0.0.0', port: settings.port });

  const signal = await told;
  shop.leaving = true;
  app.log.info({ signal, seconds: settings.drainSeconds }, 'leaving: not ready any more, still serving');
  await sleep(settings.drainSeconds * 1000);
  const overdue = setTimeout(() => {
    app.log.warn('cutting connections that have not ended');
    app.server.closeAllConnections();
  }, finishMilliseconds);
  await app.close();
  clearTimeout(overdue);
  await database.close();
  app.log.info('done');
}

function signalled(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    process.on('SIGTERM', resolve);
    process.on('SIGINT', resolve);
  });
}
