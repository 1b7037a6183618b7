import { isUnknownAt } from '../../kubernetes-object/value';
import type { ReleaseObject } from '../../kubernetes-object';
import { condition, effect, type Effect } from '../effect';
import { autoscalerBounds, autoscalerOf, statedReplicas } from './replicas';
import { changed, type Subject } from '../subject';
import { sideOf } from '../world';
import { titleOf } from '../identity';

/** The autoscaler of a workload on either side, when it changes. */
export function changedAutoscaler({ object, before, after, worlds }: Subject): ReleaseObject | undefined {
  const found =
    (after === null ? undefined : autoscalerOf(object.kind, after, worlds.after)) ??
    (before === null ? undefined : autoscalerOf(object.kind, before, worlds.before));
  return found !== undefined && changed(found) ? found : undefined;
}

/** Other bounds of an autoscaler move pods at some later moment, by load. */
export function autoscalingEffects(subject: Subject): readonly Effect[] {
  const scaler = changedAutoscaler(subject);
  if (scaler === undefined || subject.before === null || subject.after === null) return [];
  const title = titleOf(scaler);
  const [before, after] = [sideOf(scaler, 'before'), sideOf(scaler, 'after')];
  const left = (text: string): readonly Effect[] => [
    effect('none', text, [title], [condition('load grows beyond what these pods carry', 'errors-possible')]),
  ];
  if (after === null) return left(`${title} is deleted: the number of pods stays where it is.`);
  if (['kind', 'name'].some((key) => isUnknownAt(after, 'spec', 'scaleTargetRef', key)))
    return [effect('unknown', `What ${title} scales is known only after apply.`, [`${title} > scaleTargetRef`])];
  if (autoscalerOf(subject.object.kind, subject.after, subject.worlds.after) !== scaler)
    return left(`${title} scales something else from now on: the number of these pods stays where it is.`);
  const [was, is] = [before === null ? null : autoscalerBounds(before), autoscalerBounds(after)];
  if (is === null)
    return [effect('unknown', `The bounds of ${title} are known only after apply.`, [`${title} > minReplicas`])];
  const running = statedReplicas(subject.before) ?? was?.high;
  const least = was?.low ?? running ?? 1;
  const fields = [`${title} > minReplicas ${is.low}`, `maxReplicas ${is.high}`];
  if (running !== undefined && running > is.high)
    return [
      {
        ...effect('reduced', `${title} takes the number of pods down to at most ${is.high}.`, fields),
        lowest: is.high,
      },
    ];
  if (is.low < least)
    return [
      effect(
        is.low === 0 ? 'outage' : 'reduced',
        `${title} may go down to ${is.low} ${is.low === 1 ? 'pod' : 'pods'} when load is low, ${least} before.`,
        fields,
      ),
    ];
  return [effect('none', `${title} keeps between ${is.low} and ${is.high} pods.`, fields)];
}
