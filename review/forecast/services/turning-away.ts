import { backingOf, selectorOf } from './backing';
import { condition, effect, type Effect } from '../effect';
import { podsOn } from '../numbers/replicas';
import { servicePorts } from './service-ports';
import type { ReleaseObject } from '../../kubernetes-object';
import type { Subject } from '../subject';
import { unlessUndeclared } from './target-ports';
import { podLabels, sideOf } from '../world';
import { selects } from '../../../kubernetes/selectors';
import { titleOf } from '../identity';

/** A Service no longer selects the pods in the end: its users have those of another workload, or nobody. */
export function turnedAway(
  { object, worlds, namespace }: Subject,
  title: string,
  service: ReleaseObject,
  fields: readonly string[],
): Effect {
  const backing = backingOf(worlds, namespace, service, servicePorts(sideOf(service, 'after')), object);
  if (backing.state === 'unseen') return effect('outage', `${title} no longer selects these pods.`, fields);
  const { workload } = backing;
  const other = titleOf(workload);
  const instead = `${title} no longer selects these pods but those of ${other}`;
  switch (backing.state) {
    case 'ready': {
      const count = (one: ReleaseObject, when: 'before' | 'after') => podsOn(one.kind, sideOf(one, when), worlds[when]);
      const [had, has] = [count(object, 'before'), count(workload, 'after')];
      const shared = selects(selectorOf(service, 'before'), podLabels(workload.kind, sideOf(workload, 'before')));
      const fewer = shared || had === null || has === null || has.low < had.high;
      return fewer
        ? effect('reduced', `${instead}, which are ready; there are fewer than before.`, fields)
        : effect('none', `${instead}, which are ready and no fewer.`, fields);
    }
    case 'empty':
      return effect('outage', `${instead}, which has none.`, fields);
    case 'deaf':
      return effect(
        'outage',
        `${instead}, which do not have port ${backing.target}.`,
        fields,
        unlessUndeclared(backing.target),
      );
    case 'starting':
      return effect('outage', `${instead}, which only come to it in this release.`, fields, [
        condition(`they are ready before the pods of this one are out of reach`, 'none'),
      ]);
    case 'changing':
      return effect('outage', `${instead}, which may all be away for a time in this release.`, fields);
  }
}
