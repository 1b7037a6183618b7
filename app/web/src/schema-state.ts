import type { Database } from './database';
import { migrationsUpTo, type Migration } from './migrations';

export type SchemaState =
  { readonly state: 'ready' } | { readonly state: 'behind'; readonly missing: readonly string[] };

/** Asks the database whether the migrations that this version needs have run: a pod that is early must get no traffic. */
export async function schemaState(
  database: Database,
  version: string,
  migrations: readonly Migration[],
): Promise<SchemaState> {
  const needed = migrationsUpTo(version, migrations).map(({ name }) => name);
  try {
    const rows = await database.rows('SELECT name FROM migrations', [], 1000);
    const done = new Set(rows.map((row) => String(row['name'])));
    const missing = needed.filter((name) => !done.has(name));
    return missing.length === 0 ? { state: 'ready' } : { state: 'behind', missing };
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ER_NO_SUCH_TABLE') return { state: 'behind', missing: needed };
    throw error;
  }
}
