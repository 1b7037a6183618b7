import { checkout } from '../checkout';
import { UserError, type Command } from '../command';
import { writeOut } from '../write';

/** Prepares a cluster for the first release. */
export const bootstrap: Command = {
  describe: (command) =>
    command
      .description(
        'Makes what has to exist before the first release and belongs to no stack: the namespaces of the application and of ' +
          "Terraform's state, and the database's credentials. Can be repeated; what is there is kept.",
      )
      .option('-e, --environment <name>', 'environment to prepare', process.env['PLIMSOLL_ENVIRONMENT'] || 'lab')
      .option('--print-only', 'print the kubectl commands and change nothing')
      .addHelpText('after', '\nExamples:\n  npm run bootstrap -- --environment staging'),

  run: async ({ environment: name, printOnly }) => {
    const { bootstrap, kubectlCommands, BootstrapError } = await import('../../release/bootstrap.js');
    const { DescriptionError } = await import('../../release/description.js');
    const { clientOf, kubeConfigPath, loadContext, KubeConfigError } = await import('../../release/kube-config.js');
    const { describeEnvironment } = await import('../../release/describe-environment.js');
    try {
      const environment = await describeEnvironment(checkout, String(name), process.env);
      print(`${environment.name} on kube context ${environment.kubeContext}; the same by hand:`);
      for (const command of kubectlCommands(environment)) print(`  ${command}`);
      if (printOnly === true) return 0;
      const config = loadContext(kubeConfigPath(process.env), environment.kubeContext);
      const { CoreV1Api } = await import('@kubernetes/client-node');
      for (const { object, outcome } of await bootstrap(environment, clientOf(config, CoreV1Api)))
        print(`${object}: ${outcome}`);
      return 0;
    } catch (error) {
      if (error instanceof BootstrapError || error instanceof DescriptionError || error instanceof KubeConfigError)
        throw new UserError(error.message);
      throw error;
    }
  },
};

function print(line: string): void {
  writeOut(`${line}\n`);
}
