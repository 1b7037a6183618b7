import { CoreV1Api, type KubeConfig } from '@kubernetes/client-node';
import { clusterError } from '../release/cluster-error';
import type { DescribedEnvironment } from '../release/description';
import { clientOf } from '../release/kube-config';
import { PhaseFailed } from './phase-failed';

const giveAddress = 'Say where users reach it: npm run quickstart -- --environment NAME --url http://shop.example.org';
/** Whoever may not list Nodes, which belong to no namespace, may still release. */
const nextSteps = { 403: giveAddress };

/** Where users of an environment reach the web service. The lab's node ports answer on this machine. */
export async function addressOf(
  kubeConfig: KubeConfig,
  environment: DescribedEnvironment,
  given?: string,
): Promise<string> {
  if (given) return given.replace(/\/$/, '');
  const { name, exposure } = environment.web;
  const { application } = environment.namespaces;
  const answerTo = <Answer>(asked: string, answer: Promise<Answer>): Promise<Answer> =>
    answer.catch((error: unknown) => {
      throw clusterError(error, { asked, environment, nextSteps });
    });
  const core = clientOf(kubeConfig, CoreV1Api);
  switch (exposure.type) {
    case 'NodePort': {
      const local = new URL(kubeConfig.getCurrentCluster()?.server ?? 'https://unknown').hostname === '127.0.0.1';
      if (local && environment.name === 'lab') return `http://127.0.0.1:${exposure.nodePort}`;
      const addresses = (await answerTo('list Nodes', core.listNode())).body.items.flatMap(
        (node) => node.status?.addresses ?? [],
      );
      const reachable =
        addresses.find(({ type }) => type === 'ExternalIP') ?? addresses.find(({ type }) => type === 'InternalIP');
      if (reachable) return `http://${reachable.address}:${exposure.nodePort}`;
      break;
    }
    case 'LoadBalancer': {
      const { body } = await answerTo(
        `read Service "${name}" in namespace "${application}"`,
        core.readNamespacedService(name, application),
      );
      const ingress = body.status?.loadBalancer?.ingress?.[0];
      const host = ingress?.hostname ?? ingress?.ip;
      if (host) return `http://${host}:${exposure.port}`;
      break;
    }
    case 'ClusterIP':
      break;
  }
  throw new PhaseFailed(
    `Service ${application}/${name} is of type ${exposure.type} and shows no address that this machine could use. ${giveAddress}`,
  );
}
