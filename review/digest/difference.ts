import type { Json } from '../model';
import { field, isList, isObject, textField } from '../plan/json';
import type { Effects } from './effects';

/** Beyond this nobody reads on; the rest is counted. */
const mostNamed = 50;

/**
 * Names what differs between two releases, by stack, address and path, never by value; empty when their digests are
 * equal. `approved` and `planned` are told apart in the sentences.
 */
export function digestDifference(approved: Effects, planned: Effects): readonly string[] {
  const found: string[] = [];
  if (approved.format !== planned.format)
    found.push(`the digest's format: ${approved.format} approved, ${planned.format} now; review the release again`);
  const [before, after] = [byStack(approved), byStack(planned)];
  for (const [stack, effects] of before) compare(effects, after.get(stack), [stack], found);
  for (const [stack, effects] of after) if (!before.has(stack)) compare(undefined, effects, [stack], found);
  if (found.length === 0 && [...before.keys()].join() !== [...after.keys()].join())
    found.push(
      `the order of the stacks: ${[...before.keys()].join(', ')} approved, ${[...after.keys()].join(', ')} now`,
    );
  compare(approved.workloads, planned.workloads, ['forecast'], found);
  return found.length <= mostNamed
    ? found
    : [...found.slice(0, mostNamed), `and ${found.length - mostNamed} more differences`];
}

function byStack({ stacks }: Effects): Map<string, Json> {
  return new Map(stacks.map((effects) => [textField(effects, 'stack') ?? '', effects]));
}

function compare(
  approved: Json | undefined,
  planned: Json | undefined,
  path: readonly string[],
  found: string[],
): void {
  if (approved === planned) return;
  if (isObject(approved) && isObject(planned)) {
    for (const key of new Set([...Object.keys(approved), ...Object.keys(planned)]))
      compare(field(approved, key), field(planned, key), [...path, key], found);
    return;
  }
  if (isList(approved) && isList(planned)) {
    for (let index = 0; index < Math.max(approved.length, planned.length); index++)
      compare(approved[index], planned[index], [...path, String(index)], found);
    return;
  }
  const place = named(path);
  if (approved === undefined || approved === null) found.push(`${place}: only in the plan made now`);
  else if (planned === undefined || planned === null) found.push(`${place}: only in what was approved`);
  else found.push(`${place}: differs`);
}

/** Drops the document's own words from a path: `stack / address / path`. */
function named(path: readonly string[]): string {
  const frame = new Set(['changes', 'leaves', 'workloads']);
  return path.filter((step, index) => !(frame.has(step) && (index === 1 || index === 3))).join(' / ');
}
