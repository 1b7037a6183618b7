import { at, holdsUnknownAt, isUnknownAt } from '../../kubernetes-object/value';
import type { ReleaseObject } from '../../kubernetes-object';
import type { Json } from '../../model';
import { staysBecause } from '../refused/immutable';
import { condition, effect, type Effect } from '../effect';
import { eased } from './metrics';
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
  const refused = staysBecause(scaler);
  if (refused !== undefined)
    return [effect('none', `Kubernetes refuses the change of ${title}, which scales as before: ${refused}.`, [title])];
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
  const most = running ?? is.high;
  return [
    effect('none', `${title} keeps between ${is.low} and ${is.high} pods.`, fields, [
      ...(was !== null && is.high < was.high
        ? [condition(`load needs more than ${is.high} pods`, 'errors-possible')]
        : []),
      ...(pace(before) === pace(after)
        ? []
        : [condition('load changes faster than it follows now', 'errors-possible')]),
    ]),
    ...(before === null || is.low >= most ? [] : metricEffects(title, before, after, is.low)),
  ];
}

function metricEffects(title: string, before: Json, after: Json, least: number): readonly Effect[] {
  if (measures.some((part) => holdsUnknownAt(after, 'spec', part)))
    return [effect('unknown', `What ${title} goes by is known only after apply.`, [`${title} > metrics`])];
  const why = eased(before, after);
  if (why === undefined) return [];
  const text = `${title} ${why}: under the same load it may run fewer pods, ${least} at the least.`;
  return [effect('reduced', text, [`${title} > metrics`], [condition('it runs no more than that already', 'none')])];
}

const measures = ['metrics', 'targetCPUUtilizationPercentage'];

/** How fast it adds and takes away pods. */
const pace = (scaler: Json | null): string => JSON.stringify(at(scaler, 'spec', 'behavior') ?? null);
