import type { Grant } from './rbac';

/** One of the permissions that a grant stands for. */
type Permission = { readonly verb: string; readonly resource: string };

/** Beyond so much nobody waits for the answer. The largest roles of well-known operators need a hundredth. */
const mostPermissions = 100_000;
const mostComparisons = 2_000_000;

/**
 * What grants allow that none of those before did. Rule by rule first, since most are as they were; only what is left
 * is multiplied out. `too many` does not mean none: whoever asks has to say so.
 */
export function addedTo(before: readonly Grant[], after: readonly Grant[]): readonly Permission[] | 'too many' {
  if (sum(after, (grant) => before.length * sizeOf(grant)) > mostComparisons) return 'too many';
  const left = after
    .filter((grant) => !before.some((one) => covers(one, grant)))
    .map((grant) => ({ grant, related: before.filter((one) => meets(one, grant)) }));
  const permissions = sum(left, ({ grant }) => countOf(grant));
  const comparisons = sum(left, ({ grant, related }) =>
    sum(related, (one) => shared(one, grant, 'verbs') * shared(one, grant, 'groups') * grant.resources.size),
  );
  if (permissions > mostPermissions || comparisons > mostComparisons) return 'too many';
  return left.flatMap(({ grant, related }) => addedBy(grant, related));
}

function addedBy({ verbs, groups, resources, names }: Grant, before: readonly Grant[]): readonly Permission[] {
  return [...verbs].flatMap((verb) => {
    const sameVerb = before.filter((one) => allows(one.verbs, verb));
    return [...groups].flatMap((group) => {
      const sameGroup = sameVerb.filter((one) => allows(one.groups, group));
      return [...resources]
        .filter((resource) => !sameGroup.some((one) => allows(one.resources, resource)))
        .map((resource) => ({ verb, resource: names === '' ? resource : `${resource} ${names}` }));
    });
  });
}

const star = '*';
const allows = (some: ReadonlySet<string>, one: string): boolean => some.has(star) || some.has(one);

/** All that a grant allows is within what another does. */
const covers = (one: Grant, grant: Grant): boolean =>
  inReach(one, grant) && parts.every((part) => one[part].has(star) || isWithin(grant[part], one[part]));

/** Some of it may be. */
const meets = (one: Grant, grant: Grant): boolean =>
  inReach(one, grant) && parts.every((part) => shared(one, grant, part) > 0);

const parts = ['groups', 'verbs', 'resources'] as const;

const shared = (one: Grant, grant: Grant, part: (typeof parts)[number]): number =>
  [...grant[part]].filter((asked) => allows(one[part], asked)).length;

/** Resources that names narrow are within the same ones, and within all. */
const inReach = (one: Grant, { names }: Grant): boolean =>
  one.names === names || (one.names === '' && one.resources.has(star));

const isWithin = (some: ReadonlySet<string>, others: ReadonlySet<string>): boolean =>
  some.size <= others.size && [...some].every((one) => others.has(one));

const sizeOf = ({ groups, resources, verbs }: Grant): number => groups.size + resources.size + verbs.size;
const countOf = ({ groups, resources, verbs }: Grant): number => groups.size * resources.size * verbs.size;

const sum = <Item>(items: readonly Item[], of: (item: Item) => number): number =>
  items.reduce((all, item) => all + of(item), 0);
