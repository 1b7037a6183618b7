import { detailOf } from '../diff/detail';
import { holderBehind } from '../diff/equal';
import { readable } from '../diff/readable';
import { bytesOf } from '../diff/secret-keys';
import { type Spelling, spellingOf } from '../diff/spelling';
import type { Change, Difference, Drift, Json, OutputDifference, Path, Review, Side, StackReview } from '../model';
import { isList, isObject } from '../plan/json';
import { neverTooDeep } from '../plan/too-deep';
import type { Secrets } from './collect';
import { coversScalar, hideIn, hideInValue, isCredential } from './hide';

/**
 * The same review without a secret. Run it last before rendering: it also makes the line diffs, which must never see
 * what they would cut into pieces too small to recognise.
 */
export function maskReview(review: Review, secrets: Secrets): Review {
  return neverTooDeep(() => {
    const { stacks, ...rest } = review;
    return { ...hideEverywhere(rest, secrets), stacks: stacks.map((stack) => maskStack(stack, secrets)) };
  });
}

function maskStack(stack: StackReview, secrets: Secrets): StackReview {
  const { changes, outputs, drift, ...rest } = stack;
  return {
    ...hideEverywhere(rest, secrets),
    changes: changes.map((change) => maskChange(change, secrets)),
    outputs: outputs.map((output) => maskOutput(output, secrets)),
    drift: drift.map((leaf) => maskDrift(leaf, secrets)),
  };
}

function maskChange(change: Change, secrets: Secrets): Change {
  const { differences, raw, ...rest } = change;
  const withoutValues = { before: null, after: null, beforeSensitive: false, afterSensitive: false };
  const spelling = spellingOf(change.type);
  return {
    ...hideEverywhere(rest, secrets),
    differences: differences.map((difference) => maskDifference(difference, secrets, spelling)),
    raw: { ...raw, ...withoutValues },
  };
}

function maskDifference({ marks, ...difference }: Difference, secrets: Secrets, spelling: Spelling): Difference {
  const key = tellingName(difference);
  const before = maskSide(difference.before, marks?.before, key, secrets);
  const after = maskSide(difference.after, marks?.after, key, secrets);
  return {
    ...difference,
    label: hideIn(secrets, difference.label),
    path: hidePath(difference.path, secrets),
    beforePath: difference.beforePath && hidePath(difference.beforePath, secrets),
    before: readableSide(before, difference.path, spelling),
    after: readableSide(after, difference.path, spelling),
    detail: maskedDetail(before, after, difference.path, spelling),
  };
}

function readableSide(side: Side, path: Path, spelling: Spelling): Side {
  if (side.kind !== 'value' || typeof side.value !== 'object') return side;
  const value = readable(side.value, spelling, holderBehind(path.at(-1)));
  // The label names the variable, so that its value is all there is to read.
  const isVariable = isObject(value) && Object.keys(value).join() === 'name,value';
  return { kind: 'value', value: isVariable ? (value['value'] as Json) : value };
}

/** Two texts that differ only in what is hidden read the same; the reader must know that something changes. */
function maskedDetail(before: Side, after: Side, path: Difference['path'], spelling: Spelling): Difference['detail'] {
  if (before.kind === 'value' && after.kind === 'value' && before.value === after.value)
    return [{ mark: ' ', text: 'only hidden text in it changes' }];
  return detailOf(before, after, path, spelling);
}

function maskOutput({ marks, ...output }: OutputDifference, secrets: Secrets): OutputDifference {
  return {
    name: hideIn(secrets, output.name),
    before: maskSide(output.before, marks?.before, output.name, secrets),
    after: maskSide(output.after, marks?.after, output.name, secrets),
  };
}

function maskDrift({ marks, ...drift }: Drift, secrets: Secrets): Drift {
  const key = tellingName(drift);
  return {
    ...hideEverywhere({ ...drift, before: undefined, actual: undefined }, secrets),
    before: maskSide(drift.before, marks?.before, key, secrets),
    actual: maskSide(drift.actual, marks?.after, key, secrets),
  };
}

/** What tells of a credential: the variable's name in the label, else the last field of the path. */
function tellingName({ path, label }: { path: Difference['path']; label: string }): string {
  const last = path.findLast((step) => typeof step === 'string') ?? '';
  return last === 'value' || last === 'env' ? (label.split(' ').at(-1) ?? '') : String(last);
}

function maskSide(side: Side, marks: Json | undefined, key: string, secrets: Secrets): Side {
  switch (side.kind) {
    case 'absent':
    case 'masked':
      return side;
    case 'unknown':
      return side.cause === undefined ? side : { ...side, cause: hideIn(secrets, side.cause) };
    case 'value': {
      const isScalar = typeof side.value !== 'object';
      if (isScalar && (coversScalar(marks) || isCredential(key, side.value)))
        return { kind: 'masked', size: bytesOf(side.value) };
      return { kind: 'value', value: hideInValue(secrets, side.value, marks, key) };
    }
  }
}

function hidePath(path: Difference['path'], secrets: Secrets): Difference['path'] {
  return path.map((step) => (typeof step === 'string' ? hideIn(secrets, step) : step));
}

/** Hides secrets in every text of a structure; what holds none is handed on as it is. */
function hideEverywhere<Value>(value: Value, secrets: Secrets): Value {
  if (secrets.index.isEmpty) return value;
  return hideAll(value as Json, secrets) as Value;
}

function hideAll(value: Json, secrets: Secrets): Json {
  if (typeof value === 'string') return hideIn(secrets, value);
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) {
    const copy = value.map((element) => hideAll(element, secrets));
    return copy.every((element, index) => element === value[index]) ? value : copy;
  }
  const copy = Object.entries(value).map(([key, inside]): [string, Json] => [key, hideAll(inside, secrets)]);
  return copy.every(([key, inside]) => inside === (value as { [key: string]: Json })[key])
    ? value
    : Object.fromEntries(copy);
}
