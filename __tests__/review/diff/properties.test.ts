import fc from 'fast-check';
import { contentKey } from '../../../review/diff/equal';
import { spellingOf } from '../../../review/diff/spelling';
import { notConfigured, type Walked, walk } from '../../../review/diff/walk';
import type { Difference, Json } from '../../../review/model';
import { container, deployment } from '../../support/kubernetes-values';
import type { Values } from '../../support/plan-builder';

function diff(before: Json, after: Json, type: string): Walked {
  return walk(
    { before, after, unknown: undefined, beforeMarks: undefined, afterMarks: undefined },
    { spelling: spellingOf(type), replacePaths: [], configured: notConfigured },
  );
}

/** Words that are neither quantity nor duration nor JSON, so that nothing is worth the same but written differently. */
const word = fc.constantFrom('ash', 'birch', 'cedar', 'oak', 'pine', 'yew', 'Zen $(x)', '__proto__', 'constructor');
const key = fc.constantFrom('name', 'container', 'env', 'value', 'rule', 'spec', 'command', 'verbs', 'x', '__proto__');

const tree: fc.Arbitrary<Json> = fc.letrec<{ value: Json; object: Json }>((tie) => ({
  object: fc.array(fc.tuple(key, tie('value')), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
  value: fc.oneof(
    { maxDepth: 4 },
    word,
    fc.boolean(),
    fc.array(word, { maxLength: 4 }),
    fc.array(tie('object'), { maxLength: 4 }),
    tie('object'),
  ),
})).object;

/** Equal elements in any order, empty fields left out: what a diff by meaning may not care about. */
function normal(value: Json): string {
  if (Array.isArray(value)) return `[${(value as Json[]).map(normal).sort().join()}]`;
  if (typeof value !== 'object' || value === null) return contentKey(value);
  const entries = Object.entries(value).filter(([, inside]) => contentKey(inside) !== '-');
  return `{${entries
    .map(([name, inside]) => `${name}:${normal(inside)}`)
    .sort()
    .join()}}`;
}

const gone = Symbol('an element that is removed');

/** Does to `before` what the differences say. */
function apply(before: Json, differences: readonly Difference[]): Json {
  const copy = structuredClone(before) as Json;
  const added: { list: unknown[]; value: unknown }[] = [];
  for (const { path, beforePath = path, before: old, after, label } of differences) {
    if (label.startsWith('order of ')) continue;
    const holder = beforePath
      .slice(0, -1)
      .reduce<unknown>((inside, step) => (inside as Record<string | number, unknown>)[step], copy);
    const last = beforePath.at(-1) as string | number;
    const value = after.kind === 'value' ? structuredClone(after.value) : undefined;
    if (Array.isArray(holder) && old.kind === 'absent') added.push({ list: holder as unknown[], value });
    else if (Array.isArray(holder)) (holder as unknown[])[last as number] = value ?? gone;
    else Object.defineProperty(holder, last, { value, enumerable: true, configurable: true, writable: true });
  }
  for (const { list, value } of added) list.push(value);
  return withoutGone(copy) as Json;
}

function withoutGone(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((element) => element !== gone).map(withoutGone);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inside]) => inside !== undefined)
      .map(([name, inside]) => [name, withoutGone(inside)]),
  );
}

it.each(['kubernetes_deployment_v1', 'kubernetes_manifest', 'cloud_thing'])(
  'applied to before, the differences give after (%s)',
  (type) => {
    fc.assert(
      fc.property(tree, tree, (before, after) => {
        expect(normal(apply(before, diff(before, after, type).differences))).toBe(normal(after));
      }),
      { numRuns: 3000 },
    );
  },
);

it('says nothing of a value against itself, with its keys in any order', () => {
  fc.assert(
    fc.property(tree, (value) => {
      const { differences, noise } = diff(value, reversedKeys(value), 'kubernetes_deployment_v1');
      expect(differences).toEqual([]);
      expect(noise).toEqual({ computed: 0, orderOnly: 0, emptiness: 0, equivalent: 0 });
    }),
    { numRuns: 1000 },
  );
});

function reversedKeys(value: Json): Json {
  if (Array.isArray(value)) return (value as Json[]).map(reversedKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, inside]) => [name, reversedKeys(inside)]),
  );
}

describe('the order of elements that Kubernetes reads as a set', () => {
  const env = fc.uniqueArray(
    fc.record({ name: fc.stringMatching(/^[A-Z]{1,3}$/), value: word.filter((text) => !text.includes('$')) }),
    { selector: ({ name }) => name, maxLength: 6 },
  );
  const containers = fc.uniqueArray(fc.record({ name: fc.stringMatching(/^[a-z]{1,2}$/), env, image: word }), {
    selector: ({ name }) => name,
    minLength: 1,
    maxLength: 4,
  });
  const withContainers = (list: readonly Values[]) => deployment({ containers: list.map((more) => container(more)) });
  const shuffled = <Element>(list: readonly Element[]) => fc.shuffledSubarray([...list], { minLength: list.length });

  const told = ({ differences }: Walked) =>
    differences.map(({ label, before, after }) => `${label} ${normal([before, after] as unknown as Json)}`).sort();

  it('never matters', () => {
    const releases = fc
      .tuple(containers, containers)
      .chain(([before, after]) => fc.tuple(fc.constant(before), fc.constant(after), shuffled(after), fc.nat()));
    fc.assert(
      fc.property(releases, ([before, after, moved, seed]) => {
        const turned = moved.map((one) => ({
          ...one,
          env: [...one.env.slice(seed % (one.env.length + 1)), ...one.env.slice(0, seed % (one.env.length + 1))],
        }));
        const [old, next, other] = [before, after, turned].map(withContainers) as [Json, Json, Json];
        expect(diff(next, other, 'kubernetes_deployment_v1').differences).toEqual([]);
        // Which leftovers pair up by likeness may depend on order; what meets by key may not.
        const sameNames = before.every(({ name }) => after.some((one) => one.name === name));
        if (sameNames)
          expect(told(diff(old, other, 'kubernetes_deployment_v1'))).toEqual(
            told(diff(old, next, 'kubernetes_deployment_v1')),
          );
      }),
      { numRuns: 300 },
    );
  });
});
