import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contracts, migrationsUpTo, readMigrations } from '../app/web/src/migrations';
import { readSettings } from '../app/web/src/settings';
import { compareVersions, featuresOf } from '../app/web/src/version';

const folder = join(__dirname, '..', 'app', 'web', 'migrations');
const shipped = readMigrations(
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')])),
);

describe('versions of the sample application', () => {
  it('compares by number, not by letter', () => {
    expect(compareVersions('10.0.0', '9.9.9')).toBeGreaterThan(0);
    expect(compareVersions('2.0.0-rc.1', '2.0.0')).toBe(0);
    expect(featuresOf('1.99.0').notes).toBe(false);
    expect(featuresOf('3.0.0').notes).toBe(true);
  });

  it('needs the migrations up to its own version, oldest first', () => {
    const files = { '10.0.0-c.sql': 'c', '2.0.0-b.sql': 'b', '1.0.0-a.sql': 'a' };
    const names = (version: string) => migrationsUpTo(version, readMigrations(files)).map(({ name }) => name);
    expect(names('1.5.0')).toEqual(['1.0.0-a.sql']);
    expect(names('10.0.0')).toEqual(['1.0.0-a.sql', '2.0.0-b.sql', '10.0.0-c.sql']);
  });

  it('refuses a migration whose file name hides its version', () => {
    expect(() => readMigrations({ 'add-note.sql': '' })).toThrow(/migrations\/add-note\.sql: the name must be/);
  });
});

describe('migrations only add', () => {
  it.each(shipped.map((migration) => [migration.name, migration] as const))('%s', (_name, migration) => {
    expect(contracts(migration)).toBeUndefined();
  });

  it.each([
    'ALTER TABLE orders DROP COLUMN note',
    'ALTER TABLE orders RENAME COLUMN item TO thing',
    'ALTER TABLE orders MODIFY item VARCHAR(20)',
    'ALTER TABLE orders ADD COLUMN colour VARCHAR(20) NOT NULL',
    'DELETE FROM orders',
  ])('would not let pass: %s', (sql) => expect(contracts({ sql })).toBeDefined());

  it('lets a required column with a default pass', () => {
    expect(
      contracts({ sql: "ALTER TABLE orders ADD COLUMN colour VARCHAR(20) NOT NULL DEFAULT 'blue'" }),
    ).toBeUndefined();
  });
});

describe('settings from the environment', () => {
  const complete = {
    APP_VERSION: '1.0.0',
    DATABASE_HOST: 'database',
    DATABASE_NAME: 'shop',
    DATABASE_USER: 'shop',
    DATABASE_PASSWORD: 'hunter2',
  };

  it('fills in what has a default', () => {
    expect(readSettings(complete)).toMatchObject({
      port: 8080,
      title: 'Order desk',
      drainSeconds: 5,
      database: { port: 3306 },
    });
  });

  it('names every mistake at once and repeats no value', () => {
    const wrong = { ...complete, DATABASE_USER: undefined, DRAIN_SECONDS: 'hunter2', LOG_LEVEL: 'loud', PORT: '70000' };
    const read = () => readSettings(wrong);
    for (const name of [
      'DATABASE_USER is not set',
      'DRAIN_SECONDS',
      'LOG_LEVEL must be one of',
      'PORT must be between',
    ])
      expect(read).toThrow(name);
    expect(read).not.toThrow(/hunter2|70000/);
  });
});
