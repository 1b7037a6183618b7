import type { Difference, Scenario } from '../scenario';
import { database, quota, webContainer, webGivesUpSoon, webRestarted } from './objects';

/** A Secret that a stack owns, with values that are none: those of the database belong to no stack. */
const sessionKey = (key: string): Difference => ({
  stack: 'web',
  type: 'kubernetes_secret_v1',
  name: 'session-key',
  values: {
    metadata: {
      name: 'session-key',
      namespace: '${kubernetes_config_map_v1.web_config_21585CBA.metadata[0].namespace}',
    },
    data: { SESSION_KEY: key },
  },
});

/** What the web service stands on changes, or what runs there keeps it from changing. */
export const surroundings: readonly Scenario[] = [
  {
    name: 'secret-rotated',
    release: 'a Secret that the pods read as environment has another value',
    start: [sessionKey('the value before'), webContainer({ env_from: [{}, { secret_ref: { name: 'session-key' } }] })],
    next: [sessionKey('the value afterwards')],
    golden: true,
  },
  {
    name: 'database-restarted',
    release: "the database's pod is exchanged",
    next: [database({ spec: { template: { metadata: { annotations: { 'example.org/restarted': 'once' } } } } })],
  },
  {
    name: 'database-replaced',
    release: 'a field of the StatefulSet that cannot change replaces it',
    next: [database({ spec: { pod_management_policy: 'Parallel' } })],
    golden: true,
  },
  {
    name: 'policy-removed',
    release: 'the policy goes that lets the web service reach its database',
    next: [
      {
        stack: 'platform',
        type: 'kubernetes_network_policy_v1',
        name: 'network_clients-to-database_B608A5C7',
        values: null,
      },
    ],
  },
  {
    name: 'quota-full',
    release: 'the quota has no room for the first new pod',
    start: [quota({ pods: '4' }), webGivesUpSoon],
    next: [webRestarted],
  },
  {
    name: 'image-missing',
    release: 'an image that nobody has pushed',
    start: [webGivesUpSoon],
    next: [webContainer({ image: '127.0.0.1:15000/web:9.9.9-000000000000' })],
    breaks: 'The new version starts, and its probes tell the truth.',
  },
];
