import { TerraformStack } from 'cdktf/lib/terraform-stack';
import type { Construct } from 'constructs';
import { Job } from '../constructs/job';
import { WebService } from '../constructs/web-service';
import type { Environment } from '../environments/select';
import { connectToCluster, keepState, type Connections } from './connections';
import { credentials, databaseName, databasePort, migrationName, schemaName, webName, webPort, webUser } from './names';

/** After SIGTERM: first still taking requests, then up to 10 s for ending open ones, so that nothing is ever cut. */
const drainSeconds = 20;
const servingSeconds = 5;

/** The web service, after its migration: the pods of a version never start before the columns they need exist. */
export class WebStack extends TerraformStack {
  readonly migration: Job;
  readonly web: WebService;

  constructor(scope: Construct, id: string, environment: Environment, image: string, connections: Connections) {
    super(scope, id);
    keepState(this, environment, connections);
    connectToCluster(this, environment, connections);
    const { namespaces, web } = environment.settings;
    const { secret, keys } = credentials;
    const namespace = namespaces.application;
    const resources = { cpu: web.cpu, memory: web.memory };
    const variables = {
      DATABASE_HOST: databaseName,
      DATABASE_PORT: String(databasePort),
      DATABASE_NAME: schemaName,
      DATABASE_USER: { secret, key: keys.user },
      DATABASE_PASSWORD: { secret, key: keys.password },
    };

    this.migration = new Job(this, migrationName, {
      namespace,
      image,
      args: ['migrate'],
      user: webUser,
      serviceAccount: migrationName,
      resources,
      variables,
    });
    this.web = new WebService(this, webName, {
      namespace,
      image,
      args: ['serve'],
      port: webPort,
      user: webUser,
      serviceAccount: webName,
      resources,
      variables,
      replicas: web.replicas,
      exposure: web.service,
      drainSeconds,
      config: { DRAIN_SECONDS: String(servingSeconds), LOG_LEVEL: web.logLevel, SHOP_TITLE: web.title },
      after: [this.migration.job],
    });
  }
}
