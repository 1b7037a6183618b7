import type { Json, Plan } from '../model';
import { noteIncompleteness, noteNotices, noteUnknownKeys } from './completeness';
import { noteLostChanges } from './consistency';
import { readConstructPaths } from './construct-paths';
import { readDeferred } from './deferred';
import { field, isObject, listField, textField } from './json';
import { jsonTexts } from './json-texts';
import { whatItLooksLike } from './looks-like';
import { modeOf } from './mode';
import { readOutputs } from './outputs';
import { PlanError } from './plan-error';
import { readProviders } from './providers';
import { Remarks } from './remarks';
import { readResourceChanges } from './resource-change';
import { readState } from './state';

export interface ReadOptions {
  /** The folder that holds the plan, else the file's base name; never a path. */
  readonly stack: string;
  /** Text of the `cdk.tf.json` beside the plan. */
  readonly constructs?: string;
}

/**
 * Reads every plan in a text: one, or several as JSON lines, with log lines around them. Several plans get the
 * stack's name with their number. Throws a PlanError that says what a text without any is instead.
 */
export function readPlans(given: string, options: ReadOptions): readonly Plan[] {
  // Once, for all that follows: the places of what is broken are places in the text without its byte-order mark.
  const text = given.charCodeAt(0) === 0xfeff ? given.slice(1) : given;
  const { values, broken } = jsonTexts(text);
  // A damaged plan holds whole smaller objects, its prior state among them: never read one of those instead of it.
  if (broken.some((from) => looksLikeStartOfPlan(text, from)))
    throw new PlanError(
      'The plan breaks off in the middle or is damaged: the disk was full, the pipe was closed, or another command wrote into it. Run `terraform show -json` again.',
    );
  const roots = values.filter(isPlanOrState);
  if (roots.length === 0) throw new PlanError(whatItLooksLike(text, values));
  return roots.map((root, index) =>
    planOf(root, { ...options, stack: roots.length > 1 ? `${options.stack}-${index + 1}` : options.stack }),
  );
}

function looksLikeStartOfPlan(text: string, from: number): boolean {
  return /"(format_version|terraform_version|planned_values|resource_changes|prior_state)"/.test(
    text.slice(from, from + 4096),
  );
}

function isPlanOrState(value: Json): boolean {
  if (!isObject(value)) return false;
  if (field(value, 'provider_schemas') !== undefined || field(value, 'diagnostics') !== undefined) return false;
  if (field(value, 'resource_changes') !== undefined || field(value, 'planned_values') !== undefined) return true;
  return textField(value, 'format_version') !== undefined;
}

function planOf(root: Json, { stack, constructs }: ReadOptions): Plan {
  const remarks = new Remarks();
  const configuration = field(root, 'configuration') ?? null;
  const changes = readResourceChanges(field(root, 'resource_changes'), 'resource_changes', remarks);
  const drift = readResourceChanges(field(root, 'resource_drift'), 'resource_drift', remarks);
  const priorState = readState(field(root, 'prior_state') ?? root, remarks);
  const variables = readVariables(root, configuration);
  const mode = modeOf(root, changes, priorState);
  const outputs = readOutputs(root, remarks);
  noteUnknownKeys(root, remarks);
  noteIncompleteness(root, { mode, changes, outputs, priorState }, remarks);
  const deferred = readDeferred(root, remarks);
  const invocations = listField(root, 'action_invocations');
  noteLostChanges(root, { changes, drift, outputs, invocations, priorState }, remarks);
  noteNotices(root, remarks);
  const constructPaths = readConstructPaths(constructs, remarks);
  return {
    stack,
    terraformVersion: textField(root, 'terraform_version'),
    formatVersion: textField(root, 'format_version'),
    mode,
    changes,
    deferred,
    drift,
    outputs,
    priorState,
    providers: readProviders(configuration, variables),
    variables,
    configuration,
    invocations,
    constructPaths,
    ...remarks.said(),
  };
}

/** A plan holds variables without a mark; only the configuration knows which are sensitive. */
function readVariables(root: Json, configuration: Json): Plan['variables'] {
  const given = field(root, 'variables');
  const declared = field(field(configuration, 'root_module'), 'variables');
  if (!isObject(given)) return {};
  return Object.fromEntries(
    Object.entries(given).map(([name, variable]) => {
      const sensitive = field(field(declared, name), 'sensitive') === true;
      return [name, { value: field(variable, 'value') ?? null, sensitive }];
    }),
  );
}
