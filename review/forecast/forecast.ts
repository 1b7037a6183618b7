import { kindNamed } from '../kinds';
import type { Kind, Range, Rollout } from '../kinds/kind';
import { objectsOf, type ReleaseObject } from '../kubernetes-object';
import { at, isUnknownAt } from '../kubernetes-object/value';
import type { Change, Forecast, Json, Plan, Workload } from '../model';
import type { Policy } from '../policy/policy';
import { changedAutoscaler, autoscalingEffects } from './numbers/autoscaling';
import { knownOf } from './assumed';
import { clustersOf } from './clusters/clusters';
import { changedConfiguration } from './configuration/changed';
import { configurationEffects } from './configuration/effects';
import { dependencyEffects, lostServices, type LostServices } from './services/dependencies';
import { conditionsOf } from './conditions';
import { condition, effect, type Effect, worst, worstFirst } from './effect';
import { helmWorkloads } from './unseen/helm';
import { imagesOf } from './pods/images';
import { objectKey } from './identity';
import { patchedObjects } from './patches/patched-objects';
import { patchTriggers, strayPatches } from './patches/pod-templates';
import { overruled } from './numbers/overruled';
import { changedPolicies, policyEffects } from './policies/policies';
import { renamingOf } from './renaming';
import { podsOn } from './numbers/replicas';
import { completesOf } from './completes/completes';
import { changedRoutes, routeEffects } from './ways/routes';
import { serviceEffects } from './services/services';
import { standInEffect } from './services/standing-in';
import { startingEffects, stoppingEffects } from './pods/starting-and-stopping';
import { changed, type Subject, subjectOf, type Worlds } from './subject';
import { surroundingEffects, touchedFromOutside } from './surroundings';
import { unreadManifests, whyUnread } from './unseen/unread-manifests';
import { templateTrigger } from './pods/template';
import { sideOf, worldsOf } from './world';

/**
 * What every workload that a release touches goes through, and what its users feel. A workload is touched by its own
 * change and by that of anything that leads to it or feeds it, in whichever stack. The rules are numbered in
 * docs/forecast.md.
 */
export function forecastRelease(
  plans: readonly Plan[],
  changes: readonly Change[],
  policy?: Pick<Policy, 'assumptions'>,
  objects: readonly ReleaseObject[] = patchedObjects(objectsOf(plans, changes), changes),
): readonly Workload[] {
  const order = new Map(plans.map(({ stack }, index) => [stack, index]));
  const worlds: Worlds = {
    ...worldsOf(objects),
    order: (stack, other) => (order.get(stack) ?? 0) - (order.get(other) ?? 0),
    sharesCluster: clustersOf(plans),
  };
  const triggers = patchTriggers(changes);
  const forecast = (lost: LostServices): readonly ForecastWorkload[] =>
    objects.flatMap((object) => {
      const kind = kindNamed(object.kind);
      if (kind?.rollout === undefined) return [];
      const trigger = triggers.get(objectKey(object));
      return workloadOf(object, kind, kind.rollout, worlds, policy, trigger, lost) ?? [];
    });
  const alone = forecast(new Map());
  const lost = lostServices(alone);
  const workloads = lost.size === 0 ? alone : forecast(lost);
  return [
    ...workloads.filter(({ subject }) => isReadable(subject.object)).map(({ workload }) => workload),
    ...strayPatches(changes, objects),
    ...helmWorkloads(changes),
    ...unreadManifests(changes),
  ];
}

const isReadable = ({ change }: ReleaseObject): boolean => change === undefined || whyUnread(change) === undefined;

/** A number that the object sets on neither side stays what it is; what an autoscaler does to it later is another effect. */
const isUnset = (side: Json | null): boolean =>
  side !== null && at(side, 'spec', 'replicas') === undefined && !isUnknownAt(side, 'spec', 'replicas');

interface ForecastWorkload {
  readonly subject: Subject;
  readonly workload: Workload;
}

function workloadOf(
  object: ReleaseObject,
  kind: Kind,
  rolloutOf: NonNullable<Kind['rollout']>,
  worlds: Worlds,
  policy: Pick<Policy, 'assumptions'> | undefined,
  patched: string | undefined,
  lost: LostServices,
): ForecastWorkload | undefined {
  const [before, after] = [sideOf(object, 'before'), sideOf(object, 'after')];
  const podsBefore = podsOn(object.kind, before, worlds.before);
  const wanted = isUnset(before) && isUnset(after) ? podsBefore : podsOn(object.kind, after, worlds.after);
  const planned = rolloutOf({
    before,
    after,
    change: changed(object) ? object.change : undefined,
    templateTrigger: templateTrigger(object.change) ?? patched,
    podsBefore,
    podsAfter: wanted,
  });
  const alone = subjectOf(object, kind, planned, knownOf(object, policy?.assumptions ?? []), worlds);
  const instead = overruled(alone, podsBefore);
  const { rollout, podsAfter } = instead ?? { rollout: planned, podsAfter: wanted };
  // The very same where nothing overrules it: what was found out about it is remembered.
  const subject = instead === undefined ? alone : { ...alone, rollout };
  const dependencies = podsBefore === null || podsBefore.high > 0 ? dependencyEffects(subject, lost) : [];
  if (!isTouched(subject, patched) && dependencies.length === 0) return undefined;
  const told = effectsOf(subject, podsBefore, dependencies);
  const effects = told.length > 0 ? told : [nothingLost(subject)];
  const { stack, address, constructPath, namespace, name } = object;
  const workload: Workload = {
    stack,
    address,
    ...(constructPath === undefined ? {} : { constructPath }),
    kind: object.kind,
    namespace,
    name,
    ...renamingOf(before, after),
    action: object.change?.action ?? 'no-op',
    images: imagesOf(subject.podBefore, subject.podAfter),
    forecast: forecastOf(rollout, effects, completesOf(subject), podsBefore, podsAfter),
  };
  return { subject, workload };
}

function isTouched(subject: Subject, patched: string | undefined): boolean {
  return (
    changed(subject.object) ||
    patched !== undefined ||
    touchedFromOutside(subject) ||
    changedRoutes(subject).length > 0 ||
    changedPolicies(subject).length > 0 ||
    changedConfiguration(subject).length > 0 ||
    changedAutoscaler(subject) !== undefined
  );
}

function effectsOf(subject: Subject, podsBefore: Range | null, dependencies: readonly Effect[]): readonly Effect[] {
  // Where no pod ran nobody had a way in that could be lost.
  const hadUsers = podsBefore === null || podsBefore.high > 0;
  const all = [
    ...actionEffects(subject),
    ...rolloutEffects(subject, dependencies.length > 0),
    ...(hadUsers ? [...serviceEffects(subject), ...routeEffects(subject), ...policyEffects(subject)] : []),
    ...configurationEffects(subject),
    ...autoscalingEffects(subject),
    ...surroundingEffects(subject),
    ...dependencies,
  ];
  if (!subject.known.noTraffic) return worstFirst(all);
  return [
    effect('none', 'Nobody connects to these pods (policy).', []),
    ...all.map((one) => ({ ...one, impact: 'none' as const, conditions: [] })),
  ];
}

/** What its own pods going and coming mean. */
function rolloutEffects(subject: Subject, mayBeUnready: boolean): readonly Effect[] {
  // That a rollout leaves enough pods is no answer where they may all become unready.
  const going = goingEffects(subject).filter(({ impact }) => !mayBeUnready || impact !== 'none');
  const effects = [...going, ...stoppingEffects(subject), ...startingEffects(subject)];
  const { unless } = subject.rollout;
  return unless === undefined
    ? effects
    : effects.map((one) => ({ ...one, conditions: [...one.conditions, condition(unless, 'none')] }));
}

/** What the numbers mean, softened where somebody else's pods answer in place of those that go. */
function goingEffects(subject: Subject): readonly Effect[] {
  const standIn = standInEffect(subject);
  return standIn === undefined ? subject.rollout.effects : [standIn];
}

/** An impact of none rests on something as well. */
function nothingLost({ object, rollout }: Subject): Effect {
  if (rollout.kind === 'created') return effect('none', 'The object is new: nobody could use it before.', []);
  const fields = (object.change?.differences ?? []).slice(0, 3).map(({ label }) => label);
  return effect(
    'none',
    rollout.stops || rollout.starts
      ? 'No ready pod and no way in is lost.'
      : 'No pod stops or starts, and every way in stays.',
    fields,
  );
}

/** An action of a Terraform newer than us may do anything. */
function actionEffects({ object }: Subject): readonly Effect[] {
  const action = object.change?.action;
  return typeof action === 'object'
    ? [effect('unknown', `The action ${action.unknown} is not known to this review.`, ['action'])]
    : [];
}

function forecastOf(
  rollout: Rollout,
  effects: readonly Effect[],
  completes: Forecast['completes'],
  podsBefore: Range | null,
  podsAfter: Range | null,
): Forecast {
  const impact = worst(effects.map((one) => one.impact));
  return {
    rollout: rollout.kind,
    impact,
    reasons: effects.map(({ text, fields }) => ({ text, fields })),
    conditions: conditionsOf(effects),
    completes,
    ...(rollout.trigger === undefined || rollout.kind === 'none' ? {} : { trigger: rollout.trigger }),
    podsBefore: single(podsBefore),
    podsAfter: single(podsAfter),
    ...(rollout.podsRolled === undefined ? {} : { podsRolled: rollout.podsRolled }),
    lowestAvailable: effects.some(({ unready }) => unready)
      ? null
      : lowestOf(rollout.bounds?.lowestAvailable ?? (rollout.kind === 'none' ? single(podsBefore) : null), effects),
    highestRunning: rollout.bounds?.highestRunning ?? null,
    highestWithTerminating: rollout.bounds?.highestWithTerminating ?? null,
  };
}

/** What happens around a workload may take more of its pods away than its own rollout. */
const lowestOf = (own: number | null, effects: readonly Effect[]): number | null =>
  own === null ? null : Math.min(own, ...effects.flatMap(({ lowest }) => lowest ?? []));

const single = (range: Range | null): number | null => (range !== null && range.low === range.high ? range.low : null);
