import { meaningOf } from '../diff/action';
import { isChangedOutput } from '../diff/changed-output';
import { valueAt } from '../diff/match-elements';
import type { Json, OutputChange, Plan, ResourceChange, Workload } from '../model';
import { type ConfigurationIndex, indexConfiguration } from '../plan/configuration';
import { field } from '../plan/json';
import { neverTooDeep } from '../plan/too-deep';
import { canonicalValue, changedLeaves, unknownValue, type Volatile } from './leaves';

/** Of this document's form. Raise it whenever the same plan would give another document. */
const formatVersion = 1;

/** What applying a release does, and nothing else. It holds secret values, so it is never published. */
export interface Effects {
  readonly format: number;
  readonly stacks: readonly Json[];
  readonly workloads: Json;
}

export function effectsOf(plans: readonly Plan[], workloads: readonly Workload[]): Effects {
  return neverTooDeep(() => ({
    format: formatVersion,
    stacks: plans.map(effectsOfStack),
    workloads: keyed(
      workloads.map(({ stack, address, forecast: { rollout, impact } }) => [
        `${stack} ${address}`,
        { rollout, impact },
      ]),
    ),
  }));
}

function effectsOfStack(plan: Plan): Json {
  const configuration = indexConfiguration(plan.configuration);
  return {
    stack: plan.stack,
    providers: keyed(plan.providers.map(({ key, source, target }) => [key, { source, target }])),
    changes: keyed(
      plan.changes
        .filter(hasEffect)
        .map((change) => [`${change.address} ${change.deposed ?? ''}`.trim(), effectOf(change, configuration)]),
    ),
    outputs: keyed(plan.outputs.filter(isChangedOutput).map((output) => [output.name, effectOfOutput(output)])),
    invocations: plan.invocations ?? [],
  };
}

function hasEffect({ actions, address, previousAddress, importing }: ResourceChange): boolean {
  const { action } = meaningOf(actions);
  if (action === 'read') return false;
  return action !== 'no-op' || importing !== undefined || (previousAddress ?? address) !== address;
}

function effectOf(change: ResourceChange, configuration: ConfigurationIndex): Json {
  const identity = {
    type: change.type,
    provider: change.provider,
    actions: change.actions.map((action) => (typeof action === 'string' ? action : action.unknown)),
    previousAddress: change.previousAddress ?? null,
    importId: change.importing ? (change.importing.id ?? 'by identity') : null,
    uid: uidOf(change.before),
  };
  const volatile = volatileOf(change.type);
  const { action } = meaningOf(change.actions);
  const provisioners = field(configuration(change.address), 'provisioners') ?? [];
  if (action === 'no-op' || action === 'forget') return identity;
  if (action === 'delete') return { ...identity, provisioners };
  if (action === 'update') return { ...identity, leaves: leavesOf(change, volatile) };
  // Created, replaced, or treated in a way that only a newer Terraform knows: all of the new object counts.
  return { ...identity, provisioners, after: canonicalValue(change.after, change.afterUnknown, [], volatile) };
}

function leavesOf({ before, after, afterUnknown }: ResourceChange, volatile: Volatile): Json {
  const leaves = changedLeaves(before, after, afterUnknown, volatile);
  return Object.fromEntries(Object.entries(leaves).map(([path, sides]) => [path, { ...sides }]));
}

/** A live object that was replaced by another of the same name in between is not what was reviewed. */
function uidOf(before: Json): Json {
  return valueAt(before, 'metadata.0.uid') ?? valueAt(before, 'object.metadata.uid') ?? null;
}

/** The API server counts writes, also those of status, in fields that stand in plans too. */
function volatileOf(type: string): Volatile {
  if (!type.startsWith('kubernetes_')) return () => false;
  return (path) => {
    const last = String(path.at(-1) ?? '');
    if (last === 'status') return path.length === 1 || (path.length === 2 && path[0] === 'object');
    return countedWrites.has(last) && path.includes('metadata');
  };
}

const countedWrites: ReadonlySet<string> = new Set([
  'resource_version',
  'resourceVersion',
  'generation',
  'self_link',
  'selfLink',
]);

function effectOfOutput({ before, after, afterUnknown }: OutputChange): Json {
  // What an output holds was written by somebody, down to the last empty text.
  const plain = (value: Json, unknown: Json) => canonicalValue(value, unknown, ['value'], () => false);
  return { before: plain(before, false), after: afterUnknown === true ? unknownValue : plain(after, afterUnknown) };
}

function keyed(entries: readonly (readonly [string, Json])[]): Json {
  return Object.fromEntries(entries);
}
