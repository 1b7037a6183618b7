import { compareVersions, isVersion } from './version';

/** A step of the database's schema. It belongs to the version that introduces it and only ever adds. */
export interface Migration {
  readonly version: string;
  /** File name, under which the database remembers it. */
  readonly name: string;
  readonly sql: string;
}

/** The migrations of files named `<version>-<what>.sql`, oldest first. */
export function readMigrations(files: Readonly<Record<string, string>>): readonly Migration[] {
  return Object.entries(files)
    .map(([name, sql]) => {
      const version = /^(\d+\.\d+\.\d+)-[a-z0-9-]+\.sql$/.exec(name)?.[1];
      if (!version || !isVersion(version))
        throw new Error(`migrations/${name}: the name must be <version>-<what>.sql, like 2.0.0-add-note.sql`);
      return { version, name, sql };
    })
    .sort((a, b) => compareVersions(a.version, b.version) || a.name.localeCompare(b.name, 'en'));
}

/** What version `version` needs; what newer versions have added does not concern it. */
export function migrationsUpTo(version: string, migrations: readonly Migration[]): readonly Migration[] {
  return migrations.filter((migration) => compareVersions(migration.version, version) <= 0);
}

/** Why a migration would break the version that still runs beside it, or undefined. */
export function contracts({ sql }: Pick<Migration, 'sql'>): string | undefined {
  const statements = sql.replace(/^\s*--.*$/gm, '');
  const word = /\b(DROP|RENAME|MODIFY|CHANGE|TRUNCATE|DELETE)\b/i.exec(statements)?.[1];
  if (word) return `${word.toUpperCase()} takes something away that the version before still uses`;
  const added = statements.match(/\bADD\s+COLUMN\b[^,;]*/gi) ?? [];
  if (added.some((column) => /\bNOT\s+NULL\b/i.test(column) && !/\bDEFAULT\b/i.test(column)))
    return 'a new column that is NOT NULL and has no DEFAULT refuses the orders of the version before';
  return undefined;
}
