import { z } from 'zod';
import { isVersion } from './version';

const wholeNumber = (name: string, lowest: number, highest: number) =>
  z
    .string()
    .regex(/^\d+$/, `${name} must be a whole number`)
    .transform(Number)
    .refine((value) => value >= lowest && value <= highest, `${name} must be between ${lowest} and ${highest}`);

const required = (name: string, example: string) =>
  z.string({ error: `${name} is not set; give it a value like ${example}` }).min(1, `${name} is empty`);

const schema = z.object({
  APP_VERSION: required('APP_VERSION', '1.0.0').refine(isVersion, 'APP_VERSION must look like 1.0.0'),
  PORT: wholeNumber('PORT', 1, 65535).default(8080),
  SHOP_TITLE: z.string().min(1).max(80, 'SHOP_TITLE must not be longer than 80 characters').default('Order desk'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent',
    })
    .default('info'),
  DRAIN_SECONDS: wholeNumber('DRAIN_SECONDS', 0, 300).default(5),
  MIGRATE_WAIT_SECONDS: wholeNumber('MIGRATE_WAIT_SECONDS', 1, 3600).default(90),
  DATABASE_HOST: required('DATABASE_HOST', 'database'),
  DATABASE_PORT: wholeNumber('DATABASE_PORT', 1, 65535).default(3306),
  DATABASE_NAME: required('DATABASE_NAME', 'shop'),
  DATABASE_USER: required('DATABASE_USER', 'shop'),
  DATABASE_PASSWORD: required('DATABASE_PASSWORD', 'the one in the Secret'),
});

export interface DatabaseSettings {
  readonly host: string;
  readonly port: number;
  readonly name: string;
  readonly user: string;
  readonly password: string;
}

export interface Settings {
  readonly version: string;
  readonly port: number;
  readonly title: string;
  readonly logLevel: string;
  /** Seconds after SIGTERM in which requests are still taken while the cluster learns that this pod goes. */
  readonly drainSeconds: number;
  /** Seconds that `migrate` waits for the database. */
  readonly migrateWaitSeconds: number;
  readonly database: DatabaseSettings;
}

/** Settings from environment variables, or all that is wrong with them at once; values are never repeated. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const result = schema.safeParse(environment);
  if (!result.success) {
    const mistakes = result.error.issues.map(({ message }) => `  ${message}`);
    throw new SettingsError(`The environment has ${mistakes.length} mistakes:\n${mistakes.join('\n')}`);
  }
  const read = result.data;
  return {
    version: read.APP_VERSION,
    port: read.PORT,
    title: read.SHOP_TITLE,
    logLevel: read.LOG_LEVEL,
    drainSeconds: read.DRAIN_SECONDS,
    migrateWaitSeconds: read.MIGRATE_WAIT_SECONDS,
    database: {
      host: read.DATABASE_HOST,
      port: read.DATABASE_PORT,
      name: read.DATABASE_NAME,
      user: read.DATABASE_USER,
      password: read.DATABASE_PASSWORD,
    },
  };
}

/** Wrong environment variables: said in one message, without a stack. */
export class SettingsError extends Error {}
