import type { Json, Plan, ResourceChange } from '../model';
import { manifestChange } from '../kubernetes-object/yaml-body';
import { isSecret } from '../diff/secret-keys';
import { field, isObject } from '../plan/json';
import { neverTooDeep } from '../plan/too-deep';
import { composedNames } from './composed-names';
import { needlesOf } from './forms';
import { Gathering } from './gathering';
import { NeedleIndex } from './needle-index';
import { ownWording } from './wording';

/** Every text that must not be printed, found once for a whole release. Opaque: only this folder looks inside. */
export interface Secrets {
  /** How many distinct secrets of at least six characters are hidden wherever they appear. */
  readonly size: number;
  readonly index: NeedleIndex;
}

/**
 * Finds the secrets of all plans of a release. `wording` is what the review itself says (rule texts, headings):
 * a secret that is part of it is hidden only in its own place, so that `production` does not wipe the page.
 */
export function collectSecrets(plans: readonly Plan[], wording: readonly string[] = []): Secrets {
  return neverTooDeep(() => {
    const gathering = new Gathering();
    for (const plan of plans) gatherPlan(plan, gathering);
    const secrets = gathering.secrets();
    const needles = secrets.flatMap(needlesOf);
    // Most plans hold no secret, and a thousand names are put together for nothing.
    if (needles.length === 0) return { size: secrets.length, index: new NeedleIndex([]) };
    const words = [...gathering.openWords(), ...plans.flatMap(namesIn), ...ownWording, ...wording];
    const open = new NeedleIndex(needles).needlesIn(words.join('\n'));
    return { size: secrets.length, index: new NeedleIndex(needles.filter(({ text }) => !open.has(text))) };
  });
}

function gatherPlan(plan: Plan, gathering: Gathering): void {
  gathering.open(plan.stack, ...Object.values(plan.constructPaths));
  for (const { key, source, target } of plan.providers) gathering.open(key, source, ...Object.values(target));
  for (const [name, { value, sensitive }] of Object.entries(plan.variables)) {
    gathering.open(name);
    gathering.marked(value, sensitive);
    gathering.scan(value, name);
  }
  for (const change of [...plan.changes, ...plan.deferred, ...plan.drift])
    for (const read of readings(change)) gatherChange(read, gathering);
  for (const { address, values, sensitive } of plan.priorState) {
    gathering.open(address);
    gathering.marked(values, sensitive);
  }
  for (const output of plan.outputs) {
    gathering.open(output.name);
    gathering.marked(output.before, output.beforeSensitive);
    gathering.marked(output.after, output.afterSensitive);
    for (const value of [output.before, output.after]) gathering.scan(value, output.name);
  }
  gatherDefaults(plan.configuration, gathering);
}

/** A change as it came and, where that is another, as the object that its text holds. */
function readings(change: ResourceChange): readonly ResourceChange[] {
  const read = manifestChange(change);
  return read === change ? [change] : [change, read];
}

/** Composed names of all objects of a plan. What it changes stands in its prior state under the same names. */
function namesIn({ stack, changes, deferred, drift, priorState }: Plan): readonly string[] {
  const changed = new Set(changes.map(({ address }) => address));
  return [
    ...[...changes, ...deferred, ...drift]
      .flatMap(readings)
      .flatMap(({ address, type, before, after }) => composedNames({ stack, address, type, sides: [before, after] })),
    ...priorState
      .filter(({ address }) => !changed.has(address))
      .flatMap(({ address, type, values }) => composedNames({ stack, address, type, sides: [values] })),
  ];
}

function gatherChange(change: ResourceChange, gathering: Gathering): void {
  const { address, previousAddress, type, name, provider, before, after } = change;
  gathering.open(address, type, name, provider, previousAddress ?? '');
  gathering.marked(before, change.beforeSensitive);
  gathering.marked(after, change.afterSensitive);
  if (isSecret(change)) for (const value of [before, after]) gathering.secretObject(value);
  gathering.scan(after, type);
  gathering.scan(before, type, after);
}

/** Constant defaults of sensitive variables stand in the configuration as well. */
function gatherDefaults(configuration: Json, gathering: Gathering): void {
  const declared = field(field(configuration, 'root_module'), 'variables');
  if (!isObject(declared)) return;
  for (const variable of Object.values(declared))
    if (field(variable, 'sensitive') === true) gathering.marked(field(variable, 'default') ?? null, true);
}
