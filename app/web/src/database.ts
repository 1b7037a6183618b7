import type { PoolConnection as CallbackConnection } from 'mysql2';
import { createPool, type Pool, type PoolConnection, type ResultSetHeader, type RowDataPacket } from 'mysql2/promise';
import { isOutage } from './outage';
import type { DatabaseSettings } from './settings';

/** The database does not answer now; asking again later may help. What was asked may or may not have been done. */
export class DatabaseUnavailable extends Error {
  constructor(cause: unknown) {
    super('the database does not answer', { cause });
  }
}

export interface PoolUse {
  readonly inUse: number;
  readonly waiting: number;
}

/** Statements to the database, each with a time limit, over connections that are replaced when they fail. */
export class Database {
  private readonly pool: Pool;
  private inUse = 0;
  private waiting = 0;

  constructor(settings: DatabaseSettings) {
    this.pool = createPool({
      host: settings.host,
      port: settings.port,
      database: settings.name,
      user: settings.user,
      password: settings.password,
      connectionLimit: 10,
      // Beyond that a request is better told "503, again in a second" than kept waiting.
      queueLimit: 200,
      connectTimeout: 2000,
      // A connection whose server vanished without a word is found out here, not by a visitor's order.
      enableKeepAlive: true,
      keepAliveInitialDelay: 5000,
      maxIdle: 4,
      idleTimeout: 30_000,
      charset: 'utf8mb4_unicode_ci',
      timezone: 'Z',
      supportBigNumbers: true,
    });
    this.pool.on('connection', (connection) => {
      // What DEFAULT CURRENT_TIMESTAMP writes is read back as UTC. The event hands out the connection beneath the promises;
      // without a callback its error, as when the server goes just now, would end the process.
      const beneath = connection as unknown as CallbackConnection;
      beneath.query("SET time_zone = '+00:00'", (error) => {
        if (error) beneath.destroy();
      });
    });
  }

  rows(sql: string, values: readonly unknown[], milliseconds = 3000): Promise<readonly RowDataPacket[]> {
    return this.run<RowDataPacket[]>(sql, values, milliseconds);
  }

  change(sql: string, values: readonly unknown[], milliseconds = 3000): Promise<ResultSetHeader> {
    return this.run<ResultSetHeader>(sql, values, milliseconds);
  }

  use(): PoolUse {
    return { inUse: this.inUse, waiting: this.waiting };
  }

  async close(): Promise<void> {
    await this.pool.end();
  }

  private async run<T extends RowDataPacket[] | ResultSetHeader>(
    sql: string,
    values: readonly unknown[],
    milliseconds: number,
  ): Promise<T> {
    const deadline = Date.now() + milliseconds;
    const connection = await this.connection(milliseconds);
    this.inUse += 1;
    let usable = false;
    try {
      const [result] = await within(connection.query<T>(sql, [...values]), deadline - Date.now());
      usable = true;
      return result;
    } catch (error) {
      if (isOutage(error)) throw new DatabaseUnavailable(error);
      // A statement that the server refused leaves the connection as it was.
      usable = true;
      throw error;
    } finally {
      this.inUse -= 1;
      if (usable) connection.release();
      else connection.destroy();
    }
  }

  private async connection(milliseconds: number): Promise<PoolConnection> {
    this.waiting += 1;
    const coming = this.pool.getConnection();
    try {
      return await within(coming, milliseconds);
    } catch (error) {
      // One that comes too late goes back; its own failure has been reported by the deadline.
      coming.then(
        (late) => late.release(),
        () => undefined,
      );
      throw new DatabaseUnavailable(error);
    } finally {
      this.waiting -= 1;
    }
  }
}

/** The time limit of a statement has passed. */
class Deadline extends Error {
  readonly code = 'DEADLINE';
}

async function within<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Deadline(`no answer within ${milliseconds} ms`)), Math.max(0, milliseconds));
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
    // After the deadline nobody waits for it any more; destroying the connection makes it fail.
    work.catch(() => undefined);
  }
}
