import pino from 'pino';
import { readAssets } from './assets';
import { migrate, MigrationRefused } from './migrate';
import { readMigrations } from './migrations';
import { loggable } from './outage';
import { serve } from './serve';
import { readSettings, SettingsError } from './settings';

async function main(command: string): Promise<void> {
  const settings = readSettings(process.env);
  const assets = readAssets(__dirname);
  switch (command) {
    case 'serve':
      return serve(settings, assets);
    case 'migrate': {
      // The first process of a container is sent signals, but ignores those it has no handler for.
      for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => process.exit(143));
      const log = pino({ level: settings.logLevel, base: { version: settings.version } });
      return migrate(settings, readMigrations(assets.migrations), log);
    }
    default:
      throw new SettingsError(`"${command}" is not a command of this image; use serve or migrate.`);
  }
}

main(process.argv[2] ?? 'serve').then(
  () => process.exit(0),
  (error: unknown) => {
    const expected = error instanceof SettingsError || error instanceof MigrationRefused;
    console.error(expected ? error.message : JSON.stringify({ level: 60, ...loggable(error) }));
    process.exit(1);
  },
);
