import { isUnknown } from '../../kubernetes-object/unknown';
import { at, holdsUnknownAt, isUnknownAt, listAt, textAt } from '../../kubernetes-object/value';
import type { ReleaseObject } from '../../kubernetes-object';
import type { Json } from '../../model';
import { field } from '../../plan/json';
import { condition, effect, type Effect } from '../effect';
import type { Subject } from '../subject';
import { sideOf } from '../world';
import { titleOf } from '../identity';

/** What the account that pods run as lets them do outside the cluster, and with what it has their images pulled. */

interface Identity {
  readonly annotations: readonly string[];
  readonly of: string;
  /** Do running pods act under the new one as well, or only those that start later? */
  readonly live: boolean;
}

/** Annotations by which a cloud knows pods. The metadata server of GKE asks each time; the others are set when a pod starts. */
const identities: readonly Identity[] = [
  { annotations: ['iam.gke.io/gcp-service-account'], of: 'Google Cloud', live: true },
  { annotations: ['eks.amazonaws.com/role-arn'], of: 'AWS', live: false },
  {
    annotations: ['azure.workload.identity/client-id', 'azure.workload.identity/tenant-id'],
    of: 'Azure',
    live: false,
  },
];

/** Each with those of its annotations that change. */
const changedIdentities = (before: Json | null, after: Json | null): readonly Identity[] => {
  if (before === null || after === null) return [];
  const hidden = isUnknownAt(after, 'metadata', 'annotations');
  const value = (side: Json, key: string): Json | undefined => field(at(side, 'metadata', 'annotations'), key);
  const changes = (key: string): boolean =>
    hidden || isUnknown(value(after, key)) || (value(before, key) ?? '') !== (value(after, key) ?? '');
  return identities
    .map((one) => ({ ...one, annotations: one.annotations.filter(changes) }))
    .filter(({ annotations }) => annotations.length > 0);
};

export const changesIdentity = (before: Json | null, after: Json | null): boolean =>
  changedIdentities(before, after).length > 0;

/** The account that pods which start from now on run as, where it stands in the plans. */
function accountOf({ worlds, namespaceAfter, podBefore, podAfter }: Subject): ReleaseObject | undefined {
  const name = textAt(podAfter ?? podBefore, 'serviceAccountName') ?? 'default';
  return worlds.after.get('ServiceAccount', namespaceAfter, name);
}

/** Who the pods are to a cloud, where their account changes under them. */
export function identityEffects(subject: Subject): readonly Effect[] {
  const { before, rollout } = subject;
  const account = before === null ? undefined : accountOf(subject);
  if (account === undefined) return [];
  const title = titleOf(account);
  return changedIdentities(sideOf(account, 'before'), sideOf(account, 'after')).map(({ annotations, of, live }) => {
    const fields = annotations.map((key) => `${title} > annotation ${key}`);
    const granted = condition('that identity may do what the pods need', 'none');
    if (live || rollout.starts)
      return effect(
        'unknown',
        `${live ? 'Running pods are' : 'New pods are'} somebody else to ${of} from now on, by the annotations of ${title}; what they may do there is not in the plan.`,
        fields,
        [granted],
      );
    return effect(
      'none',
      `${title} makes pods that start later somebody else to ${of}; running pods stay who they are.`,
      fields,
      [condition('a pod is moved to another node or restarted', 'unknown')],
    );
  });
}

/** Secrets that an account no longer gives to pods which name none of their own. Source: the ServiceAccount admission plugin. */
export function accountPullDoubt(subject: Subject): string | undefined {
  const { podAfter, podBefore } = subject;
  if (listAt(podAfter ?? podBefore, 'imagePullSecrets').length > 0) return undefined;
  const account = accountOf(subject);
  if (account === undefined) return undefined;
  const title = titleOf(account);
  if (holdsUnknownAt(sideOf(account, 'after'), 'imagePullSecrets'))
    return `which Secrets ${title} gives to nodes for pulling the images is known only after apply`;
  const of = (when: 'before' | 'after'): readonly string[] =>
    listAt(sideOf(account, when), 'imagePullSecrets').map((one) => textAt(one, 'name') ?? '');
  const gone = of('before').filter((name) => !of('after').includes(name));
  return gone.length === 0
    ? undefined
    : `${title} gives up Secret ${gone.join(', ')}, with which nodes pull the images`;
}
