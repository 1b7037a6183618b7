import type { Range, Rollout } from '../../kinds/kind';
import { still } from '../../kinds/rolling';
import { effect } from '../effect';
import { staysBecause } from '../refused/immutable';
import { refusalOf } from '../refused/workloads';
import type { Subject, Worlds } from '../subject';

/** What comes to pass in place of a rollout, and how many pods there are after it. */
interface Overruled {
  readonly rollout: Rollout;
  readonly podsAfter: Range | null;
}

/** A rollout that something around it takes over: its namespace goes, Kubernetes refuses it, or its name is taken. */
export function overruled(subject: Subject, podsBefore: Range | null): Overruled | undefined {
  const action = subject.object.change?.action;
  if (subject.before === null || subject.after === null) return undefined;
  if (action === 'delete' || action === 'replace' || typeof action === 'object') return undefined;
  const namespace = deletedNamespace(subject.worlds, subject.namespace);
  if (namespace) return { rollout: goneWith(subject.namespace, podsBefore), podsAfter: { low: 0, high: 0 } };
  const refusal = action === 'update' ? refusalOf(subject) : undefined;
  return refusal === undefined ? undefined : { rollout: refused(refusal, podsBefore), podsAfter: podsBefore };
}

/** Namespaces stand in no namespace, so that they are found under the one that stands for none. */
export function deletedNamespace({ before }: Worlds, namespace: string): boolean {
  const object = before.get('Namespace', 'default', namespace);
  const action = object?.change?.action;
  return object !== undefined && (action === 'delete' || (action === 'replace' && staysBecause(object) === undefined));
}

const goneWith = (namespace: string, pods: Range | null): Rollout => ({
  kind: 'stopped',
  trigger: `Namespace ${namespace} is deleted`,
  bounds: pods && { lowestAvailable: 0, highestRunning: pods.high, highestWithTerminating: pods.high },
  stops: pods?.high !== 0,
  starts: false,
  effects: [],
});

const refused = (reason: string, pods: Range | null): Rollout => ({
  ...still,
  bounds: pods && { lowestAvailable: pods.low, highestRunning: pods.high, highestWithTerminating: pods.high },
  effects: [effect('none', 'Kubernetes refuses the update, so that no pod moves.', [])],
  blocked: reason,
});
