import { listAt, textAt } from '../../kubernetes-object/value';
import { portsOf } from '../pods/pods';
import { podsOn } from '../numbers/replicas';
import type { Subject } from '../subject';
import { nameOf } from '../identity';
import { sideOf } from '../world';

/** Volumes and ports of a node that one pod alone may hold: its successor waits until it lets go. */

/** A volume that one pod alone may use keeps a second one from starting: its successor, or a pod more. */
export function claimBlock(subject: Subject): string | undefined {
  const name = claims(subject).find(({ modes }) => modes.includes('ReadWriteOncePod'))?.name;
  const second = secondPod(subject);
  return name === undefined || second === undefined
    ? undefined
    : `claim ${name} may be used by one pod alone (ReadWriteOncePod), and ${second}`;
}

export function claimDoubt(subject: Subject): string | undefined {
  const name = claims(subject).find(({ modes }) => modes.length === 1 && modes[0] === 'ReadWriteOnce')?.name;
  const second = secondPod(subject);
  return name === undefined || second === undefined
    ? undefined
    : `claim ${name} is ReadWriteOnce: ${second} only on the same node`;
}

/** Which pods have to share the volumes that all pods of a workload have in common. */
function secondPod(subject: Subject): string | undefined {
  const { object, before, after, worlds } = subject;
  if (surgesOnly(subject)) return 'the new pod starts beside the old one';
  const [from, to] = [podsOn(object.kind, before, worlds.before), podsOn(object.kind, after, worlds.after)];
  return from !== null && to !== null && to.low > Math.max(1, from.high)
    ? `${to.low} pods start beside each other`
    : undefined;
}

const surgesOnly = ({ object, rollout }: Subject): boolean =>
  object.kind === 'Deployment' &&
  rollout.kind === 'rolling' &&
  (rollout.bounds?.highestRunning ?? 0) > 0 &&
  rollout.effects.every(({ impact }) => impact === 'none');

function claims({
  podAfter,
  worlds,
  namespaceAfter,
}: Subject): readonly { readonly name: string; readonly modes: readonly string[] }[] {
  return listAt(podAfter, 'volumes').flatMap((volume) => {
    const name = textAt(volume, 'persistentVolumeClaim', 'claimName');
    const claim = name === undefined ? undefined : worlds.after.get('PersistentVolumeClaim', namespaceAfter, name);
    return claim === undefined || name === undefined
      ? []
      : [
          {
            name: nameOf(sideOf(claim, 'after')),
            modes: listAt(sideOf(claim, 'after'), 'spec', 'accessModes').map(String),
          },
        ];
  });
}

/** Two pods of one node cannot have one port of it. */
export function hostPortDoubt(subject: Subject): string | undefined {
  const taken = portsOf(subject.podAfter).find(({ hostPort }) => hostPort !== undefined);
  return taken === undefined || !surgesOnly(subject)
    ? undefined
    : `new pods need host port ${taken.hostPort} on a node where no old pod holds it`;
}
