import type { Paths } from '../../../lab/layout';
import { bootstrap, BootstrapError } from '../../../release/bootstrap';
import { describeEnvironment } from '../../../release/describe-environment';
import { DescriptionError } from '../../../release/description';
import { clientOf, KubeConfigError, loadContext } from '../../../release/kube-config';
import { UserError } from '../../command';

/** What `npm run bootstrap -- --environment lab` makes, so that a lab is ready for its first release. */
export async function prepareNamespaces(
  paths: Paths,
  environment: NodeJS.ProcessEnv,
  print: (text: string) => void,
): Promise<void> {
  try {
    const lab = await describeEnvironment(paths.checkout, 'lab', environment);
    const config = loadContext(paths.kubeconfig, lab.kubeContext);
    const { CoreV1Api } = await import('@kubernetes/client-node');
    for (const { object, outcome } of await bootstrap(lab, clientOf(config, CoreV1Api)))
      if (outcome === 'created') print(`${object}: ${outcome}`);
  } catch (error) {
    if (error instanceof BootstrapError || error instanceof DescriptionError || error instanceof KubeConfigError)
      throw new UserError(
        `The lab runs, but it could not be prepared for a first release:\n${error.message}\nThen run: npm run bootstrap -- --environment lab`,
      );
    throw error;
  }
}
