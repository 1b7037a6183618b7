import { isUnknownAt, listAt, textAt } from '../../kubernetes-object/value';
import type { Json } from '../../model';
import { tellsOtherwise } from './annotations';
import { appProtocolEffects } from './app-protocols';
import { dnsEffects } from './dns-names';
import { condition, effect, type Effect } from '../effect';
import { exchangesPods, type Subject } from '../subject';

/** From where a Service can be reached, and by whom. */

/** Do nodes listen for it, each on a port of its own? */
export const nodesListen = (side: Json | null): boolean =>
  (textAt(side, 'spec', 'type') ?? 'ClusterIP') !== 'ClusterIP';

const widthOf = (type: string): number => ['ClusterIP', 'NodePort', 'LoadBalancer'].indexOf(type);

const reachFields = [
  'type',
  'externalTrafficPolicy',
  'internalTrafficPolicy',
  'loadBalancerSourceRanges',
  'ipFamilies',
  'ipFamilyPolicy',
] as const;

/** From where a Service can be reached. */
export function reach(title: string, before: Json | null, after: Json | null): readonly Effect[] {
  const hidden = reachFields.find((key) => isUnknownAt(after, 'spec', key));
  if (hidden !== undefined)
    return [
      effect('unknown', `From where ${title} can be reached is known only after apply.`, [`${title} > ${hidden}`]),
    ];
  const type = (side: Json | null): string => textAt(side, 'spec', 'type') ?? 'ClusterIP';
  const differs = (key: string): boolean =>
    JSON.stringify([textAt(before, 'spec', key), listAt(before, 'spec', key)]) !==
    JSON.stringify([textAt(after, 'spec', key), listAt(after, 'spec', key)]);
  const depends = (key: string, text: string): readonly Effect[] =>
    differs(key) ? [effect('unknown', `${title}: ${text}`, [`${title} > ${key}`])] : [];
  return [
    ...(widthOf(type(after)) < widthOf(type(before))
      ? [
          effect(
            'outage',
            `${title} changes from ${type(before)} to ${type(after)}: whoever came from outside no longer gets in.`,
            [`${title} > type`],
          ),
        ]
      : []),
    ...addresses(title, before, after),
    ...(textAt(after, 'spec', 'externalTrafficPolicy') === 'Local'
      ? depends('externalTrafficPolicy', 'nodes without a ready pod drop connections from now on.')
      : []),
    ...(textAt(after, 'spec', 'internalTrafficPolicy') === 'Local'
      ? depends('internalTrafficPolicy', 'clients on nodes without a ready pod get no answer from now on.')
      : []),
    ...(admitsEverybody(after)
      ? []
      : depends(
          'loadBalancerSourceRanges',
          'clients outside the new source ranges are refused; the plan does not show where users come from.',
        )),
    ...(tellsOtherwise(before, after)
      ? [
          effect(
            'unknown',
            type(after) === 'LoadBalancer'
              ? `${title}: what the load balancer does with changed annotations is the cloud's affair.`
              : `${title}: what controllers and proxies do with its changed annotations is not in the plan.`,
            [`${title} > annotations`],
          ),
        ]
      : []),
    ...dnsEffects(title, before, after),
    ...families(title, before, after),
    ...appProtocolEffects(title, before, after),
  ];
}

/** Addresses of its own that users know a Service by, and the pod that answers the same client again. */
function addresses(title: string, before: Json | null, after: Json | null): readonly Effect[] {
  const kept = listAt(after, 'spec', 'externalIPs').map(String);
  const gone = listAt(before, 'spec', 'externalIPs')
    .map(String)
    .filter((address) => !kept.includes(address));
  const [was, is] = [textAt(before, 'spec', 'loadBalancerIP'), textAt(after, 'spec', 'loadBalancerIP')];
  const balances = textAt(after, 'spec', 'type') === 'LoadBalancer';
  return [
    ...(gone.length === 0 || isUnknownAt(after, 'spec', 'externalIPs')
      ? []
      : [
          effect(
            'outage',
            `${title} gives up external address ${gone.join(', ')}.`,
            [`${title} > external addresses`],
            [condition('nobody uses that address any more', 'none')],
          ),
        ]),
    ...(balances && was !== undefined && was !== is
      ? [
          effect(
            'unknown',
            `${title} gives up load balancer address ${was}; whether users come by address or by a name that follows is not in the plan.`,
            [`${title} > load balancer address`],
          ),
        ]
      : []),
    ...(textAt(before, 'spec', 'sessionAffinity') === 'ClientIP' &&
    textAt(after, 'spec', 'sessionAffinity') !== 'ClientIP'
      ? [
          effect(
            'unknown',
            `${title}: a client no longer comes back to the same pod; whether the application needs that is not in the plan.`,
            [`${title} > session affinity`],
            [condition('no pod keeps anything of a client for itself', 'none')],
          ),
        ]
      : []),
  ];
}

/** A Service that gives up one of two IP families gives up its cluster address of that family. Source: core/v1, ServiceSpec. */
function families(title: string, before: Json | null, after: Json | null): readonly Effect[] {
  const policy = (side: Json | null): string | undefined => textAt(side, 'spec', 'ipFamilyPolicy');
  const of = (side: Json | null): readonly string[] => listAt(side, 'spec', 'ipFamilies').map(String);
  const [was, is] = [of(before), of(after)];
  const single = policy(after) === 'SingleStack' && policy(before) !== 'SingleStack';
  const gone = single ? was.slice(1) : is.length === 0 ? [] : was.filter((family) => !is.includes(family));
  // Which family a Service gives up that never said which ones it has, the cluster decides.
  const unnamed = single && was.length === 0 && policy(before) !== undefined;
  return gone.length === 0 && !unnamed
    ? []
    : [
        effect(
          'outage',
          `${title} gives up its ${unnamed ? 'second cluster address' : `cluster address of ${gone.join(', ')}`}.`,
          [`${title} > IP families`],
          [condition('nobody comes by that address', 'none')],
        ),
      ];
}

/** Source: no source ranges at all, or the block of all addresses, let everybody in. */
function admitsEverybody(side: Json | null): boolean {
  const ranges = listAt(side, 'spec', 'loadBalancerSourceRanges');
  return ranges.length === 0 || ranges.includes('0.0.0.0/0');
}

/** With the policy Local a node serves only its own pods, and those move during a rollout. */
export function localOnly({ rollout }: Subject, title: string, after: Json | null): readonly Effect[] {
  if (textAt(after, 'spec', 'externalTrafficPolicy') !== 'Local' || !exchangesPods(rollout)) return [];
  return [
    effect(
      'errors-possible',
      `${title} serves every node's own pods only: a node whose last pod moves away drops connections until the load balancer notices.`,
      [`${title} > externalTrafficPolicy Local`],
      [
        condition(
          'every node keeps a ready pod throughout, or the load balancer checks health within the drain',
          'none',
        ),
      ],
    ),
  ];
}
