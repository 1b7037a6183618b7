import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import { migrationsUpTo, type Migration } from './migrations';
import { isOutage } from './outage';
import type { Settings } from './settings';

export interface MigrationLog {
  info(details: object, message: string): void;
}

/** Something about the database's schema that a person has to decide. */
export class MigrationRefused extends Error {}

/** Brings the database to what this version needs: each missing migration once, in order, one `migrate` at a time. */
export async function migrate(settings: Settings, migrations: readonly Migration[], log: MigrationLog): Promise<void> {
  const connection = await connect(settings, log);
  const lock = `${settings.database.name}.migrations`;
  try {
    await acquire(connection, lock, settings.migrateWaitSeconds);
    // A migration that cannot get its table at once must not make all orders queue up behind it.
    await connection.query('SET SESSION lock_wait_timeout = 10');
    await connection.query(
      'CREATE TABLE IF NOT EXISTS migrations (' +
        'name VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY, checksum CHAR(64) CHARACTER SET ascii NOT NULL, ' +
        'applied_by VARCHAR(32) CHARACTER SET ascii NOT NULL, applied_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3)) ENGINE=InnoDB',
    );
    const [rows] = await connection.query<RowDataPacket[]>('SELECT name, checksum FROM migrations');
    const done = new Map(rows.map((row) => [String(row['name']), String(row['checksum'])]));
    const wanted = migrationsUpTo(settings.version, migrations);
    for (const migration of wanted) await apply(connection, migration, done, settings.version, log);
    log.info({ newerMigrations: done.size > wanted.length }, 'the schema is ready for this version');
  } finally {
    // Ending the connection also gives the lock back.
    await connection.end().catch(() => connection.destroy());
  }
}

async function apply(
  connection: Connection,
  migration: Migration,
  done: ReadonlyMap<string, string>,
  version: string,
  log: MigrationLog,
): Promise<void> {
  const checksum = createHash('sha256').update(migration.sql).digest('hex');
  const before = done.get(migration.name);
  if (before === checksum) return;
  if (before !== undefined)
    throw new MigrationRefused(
      `migrations/${migration.name} is not what this database has run under that name. Put the old text back and write a new migration.`,
    );
  log.info({ migration: migration.name }, 'applying migration');
  // MariaDB commits each change of the schema by itself, so an interruption between these two statements repeats the
  // first one at the next start: migrations say IF NOT EXISTS.
  await connection.query(migration.sql);
  await connection.query('INSERT INTO migrations (name, checksum, applied_by) VALUES (?, ?, ?)', [
    migration.name,
    checksum,
    version,
  ]);
}

async function connect({ database, migrateWaitSeconds }: Settings, log: MigrationLog): Promise<Connection> {
  const deadline = Date.now() + migrateWaitSeconds * 1000;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await createConnection({
        host: database.host,
        port: database.port,
        database: database.name,
        user: database.user,
        password: database.password,
        connectTimeout: 3000,
        multipleStatements: true,
      });
    } catch (error) {
      if (!isOutage(error)) throw error;
      const { code, message } = error as { code?: string; message: string };
      if (Date.now() >= deadline)
        throw new MigrationRefused(
          `The database at ${database.host}:${database.port} did not let user "${database.user}" in within ${migrateWaitSeconds} s: ${message}`,
        );
      if (attempt % 10 === 1) log.info({ host: database.host, port: database.port, code }, 'waiting for the database');
      await sleep(500);
    }
  }
}

async function acquire(connection: Connection, lock: string, seconds: number): Promise<void> {
  const [rows] = await connection.query<RowDataPacket[]>('SELECT GET_LOCK(?, ?) AS granted', [lock, seconds]);
  if (Number(rows[0]?.['granted']) !== 1)
    throw new MigrationRefused(
      `Another migration holds the lock "${lock}" for more than ${seconds} s. See whether it hangs, then run this again.`,
    );
}
