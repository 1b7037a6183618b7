import fc from 'fast-check';
import { findingsOfRule } from '../../../review/findings/find';
import { rbacWidened } from '../../../review/findings/rules/rbac-widened';
import { grantsOf } from '../../../review/findings/view/rbac';
import { addedTo } from '../../../review/findings/view/rbac-added';
import type { Values } from '../../support/plan-builder';
import { objectPlan } from '../../support/plans';
import { releaseOfFixture } from '../../support/release-of';

type PolicyRule = Partial<
  Record<'apiGroups' | 'resources' | 'verbs' | 'resourceNames' | 'nonResourceURLs', readonly string[]>
>;

const role = (rules: readonly PolicyRule[]): Values => {
  const manifest = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata: { name: 'web', namespace: 'shop' },
    rules: rules.map((rule) => ({ ...rule })),
  };
  return { manifest, object: manifest };
};
const widened = (before: readonly PolicyRule[], after: readonly PolicyRule[]): readonly string[] =>
  findingsOfRule(rbacWidened, releaseOfFixture(objectPlan('kubernetes_manifest', role(before), role(after)))).map(
    ({ message }) => message,
  );

const numbered = (word: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${word}${index}`);
const big = (count: number, verbs = count): PolicyRule => ({
  apiGroups: numbered('group', count),
  resources: numbered('resource', count),
  verbs: numbered('verb', verbs),
});

describe('a role of few words that stand for very many permissions', () => {
  /** Pairs of permissions took 36 seconds for 40 words of each. */
  it('is compared in no time', () => {
    const started = performance.now();
    expect(widened([big(40)], [big(40)])).toEqual([]);
    expect(widened([big(400)], [{ ...big(400), verbs: ['verb1', 'verb399'] }])).toEqual([]);
    expect(widened([{ ...big(40), verbs: ['*'] }], [big(40)])).toEqual([]);
    expect(widened([big(40)], [big(40, 41)])).toEqual([
      'Role web newly allows verb40 resource0, verb40 resource1 and 1598 more.',
    ]);
    const split = numbered('verb', 40).map((verb) => ({ ...big(40), verbs: [verb] }));
    expect(widened(split, [big(40)])).toEqual([]);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it('is no silence where it is too much to compare', () => {
    const said = ['Role web may newly allow something: its rules are too many to compare.'];
    expect(widened([big(400)], [big(400, 401)])).toEqual(said);
    const many = numbered('resource', 2000).map((resource) => ({ ...big(1), resources: [resource] }));
    expect(widened(many, [...many, big(2)])).toEqual(said);
  });
});

it('resources that names narrow are within the same names and within all resources', () => {
  const named: PolicyRule = { apiGroups: [''], resources: ['secrets'], verbs: ['get'], resourceNames: ['b', 'a'] };
  expect(widened([{ ...named, resourceNames: ['a', 'b'] }], [named])).toEqual([]);
  expect(widened([{ ...named, resources: ['*'], resourceNames: [] }], [named])).toEqual([]);
  expect(widened([{ ...named, resourceNames: ['a'] }], [named])).toEqual(['Role web newly allows get secrets a+b.']);
});

describe('what is added', () => {
  const some = (...words: readonly string[]) => fc.uniqueArray(fc.constantFrom(...words), { maxLength: 3 });
  const rules = fc.array(
    fc.record({
      apiGroups: some('', 'apps', '*'),
      resources: some('pods', 'secrets', '*'),
      verbs: some('get', 'list', '*'),
      resourceNames: fc.oneof(fc.constant([]), some('a', 'b')),
    }),
    { maxLength: 4 },
  );
  const multiplied = (role: readonly PolicyRule[]) =>
    grantsOf({ rules: role.map((rule) => ({ ...rule })) }).flatMap(({ groups, resources, verbs, names }) =>
      [...verbs].flatMap((verb) =>
        [...groups].flatMap((group) => [...resources].map((resource) => ({ verb, group, resource, names }))),
      ),
    );
  type One = ReturnType<typeof multiplied>[number];
  const within = (has: string, asked: string): boolean => has === '*' || has === asked;
  const covers = (has: One, asked: One): boolean =>
    within(has.verb, asked.verb) &&
    within(has.group, asked.group) &&
    within(has.resource, asked.resource) &&
    (has.names === asked.names || (has.names === '' && has.resource === '*'));

  it('is what no permission of before covers, one by one', () =>
    fc.assert(
      fc.property(rules, rules, (before, after) => {
        const old = multiplied(before);
        const added = multiplied(after).filter((asked) => !old.some((has) => covers(has, asked)));
        expect(addedTo(grantsOf({ rules: before }), grantsOf({ rules: after }))).toEqual(
          added.map(({ verb, resource, names }) => ({
            verb,
            resource: names === '' ? resource : `${resource} ${names}`,
          })),
        );
      }),
      { numRuns: 500 },
    ));
});
