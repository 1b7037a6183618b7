import type { Change, Drift, Json, OutputChange, OutputDifference, Plan, Side } from '../model';
import { indexConfiguration } from '../plan/configuration';
import { hasUnknown, isMarked } from '../plan/marks';
import { field, listField } from '../plan/json';
import { neverTooDeep } from '../plan/too-deep';
import { meaningOf } from './action';
import { changeOf } from './change';
import { isChangedOutput } from './changed-output';
import { driftOf } from './drift';
import { causeOf } from './unknown';

export interface PlanDifference {
  /** In the plan's order. No-op entries are left out unless they move or import something. */
  readonly changes: readonly Change[];
  readonly outputs: readonly OutputDifference[];
  readonly drift: readonly Drift[];
  /** Leaves of `resource_drift` that are known noise of their provider, or null against [] only. */
  readonly driftNoise: number;
}

/** What a plan changes, by meaning. */
export function diffPlan(plan: Plan): PlanDifference {
  return neverTooDeep(() => {
    const configuration = indexConfiguration(plan.configuration);
    const changes = plan.changes
      .filter((raw) => meaningOf(raw.actions).action !== 'no-op' || isMove(raw) || raw.importing !== undefined)
      .map((raw) => changeOf(raw, plan, configuration));
    const outputs = plan.outputs.filter(isChangedOutput).map((output) => outputOf(output, plan.configuration));
    const { drift, noise } = driftOf(plan);
    return { changes, outputs, drift, driftNoise: noise };
  });
}

function isMove({ previousAddress, address }: { previousAddress?: string; address: string }): boolean {
  return previousAddress !== undefined && previousAddress !== address;
}

function outputOf(output: OutputChange, configuration: Json): OutputDifference {
  const { name, before, after, afterUnknown, beforeSensitive, afterSensitive } = output;
  const marked = isMarked(beforeSensitive) || isMarked(afterSensitive);
  return {
    name,
    before: sideOf(before),
    after: hasUnknown(afterUnknown) ? { kind: 'unknown', cause: causeOfOutput(name, configuration) } : sideOf(after),
    marks: marked ? { before: beforeSensitive, after: afterSensitive } : undefined,
  };
}

function causeOfOutput(name: string, configuration: Json): string | undefined {
  const declared = field(field(field(configuration, 'root_module'), 'outputs'), name);
  return causeOf(listField(field(declared, 'expression'), 'references'), '');
}

function sideOf(value: OutputChange['before']): Side {
  return value === null ? { kind: 'absent' } : { kind: 'value', value };
}
