import { TerraformStack } from 'cdktf/lib/terraform-stack';
import type { Construct } from 'constructs';
import { StatefulService } from '../constructs/stateful-service';
import type { Environment } from '../environments/select';
import { connectToCluster, keepState, type Connections } from './connections';
import { credentials, databaseName, databasePort, databaseUser, schemaName } from './names';

/** The application's database, with a volume that outlives its pod. */
export class DatabaseStack extends TerraformStack {
  readonly database: StatefulService;

  constructor(scope: Construct, id: string, environment: Environment, image: string, connections: Connections) {
    super(scope, id);
    keepState(this, environment, connections);
    connectToCluster(this, environment, connections);
    const { namespaces, database, protectData } = environment.settings;
    const { secret, keys } = credentials;

    this.database = new StatefulService(this, databaseName, {
      namespace: namespaces.application,
      image,
      port: databasePort,
      user: databaseUser,
      serviceAccount: databaseName,
      resources: { cpu: database.cpu, memory: database.memory },
      dataFolder: '/var/lib/mysql',
      storage: database.storage,
      storageClass: database.storageClass,
      writableFolders: ['/run/mysqld', '/tmp'],
      protectData,
      health: { command: ['/usr/local/bin/healthcheck'] },
      variables: {
        MARIADB_DATABASE: schemaName,
        MARIADB_USER: { secret, key: keys.user },
        MARIADB_PASSWORD: { secret, key: keys.password },
        MARIADB_ROOT_PASSWORD: { secret, key: keys.rootPassword },
      },
    });
  }
}
