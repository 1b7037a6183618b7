import { kindNamed, kindOfResource, kinds } from '../../../review/kinds';

it('every kind and every resource type stands once', () => {
  const nouns = kinds.map(({ noun }) => noun);
  const types = kinds.flatMap((kind) => kind.types);
  expect(new Set(nouns).size).toBe(nouns.length);
  expect(new Set(types).size).toBe(types.length);
});

it.each(kinds)('$noun says what becomes of the old object, and how to avoid that', ({ noun, replacement }) => {
  expect(replacement.old).toMatch(/^[A-Z].+\.$/);
  // Every release makes a new image.
  if (noun !== 'Docker image') expect(replacement.avoid).toMatch(/^[A-Z].+\.$/);
});

it.each([
  ['kubernetes_deployment', 'Deployment'],
  ['kubernetes_daemonset', 'DaemonSet'],
  ['kubernetes_daemon_set_v1', 'DaemonSet'],
  ['kubernetes_horizontal_pod_autoscaler_v2beta2', 'HorizontalPodAutoscaler'],
  ['kubernetes_env', 'environment of another workload'],
  ['helm_release', 'Helm release'],
  ['aws_instance', undefined],
])('%s is %s', (type, noun) => expect(kindOfResource(type)?.noun).toBe(noun));

it.each(['HTTPRoute', 'GRPCRoute', 'ReplicaSet'])('%s is known as a manifest', (noun) =>
  expect(kindNamed(noun)).toBeDefined(),
);
