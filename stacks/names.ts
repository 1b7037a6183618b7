/** Names in the cluster that several stacks use: part of the contract with what is already deployed. */
export const webName = 'web';
export const migrationName = 'migrate';
export const databaseName = 'database';

export const webPort = 8080;
export const databasePort = 3306;

/** uids that the images are built for. */
export const webUser = 10001;
export const databaseUser = 10002;

/** Made by `bootstrap`; belongs to no stack, so that `destroy` and then `deploy` works. */
export const credentials = {
  secret: 'database-credentials',
  keys: { user: 'user', password: 'password', rootPassword: 'root-password' },
  user: 'shop',
} as const;

/** Name of the database in the server. */
export const schemaName = 'shop';
