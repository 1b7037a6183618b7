import { podSpecOf } from '../../forecast/pods/pods';
import type { Json } from '../../model';
import { oncePer } from '../../once';
import type { Thing } from '../release';
import { listAt, textAt } from '../../kubernetes-object/value';

/** The pods of one object before and after; a side is absent where the object is, or where it is not known. */
interface Pods {
  readonly at: Thing;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/** One container, matched by name. */
export interface ContainerChange extends Pods {
  readonly name: string;
  readonly isInit: boolean;
  /** The pod specs around it. */
  readonly pods: Pods;
}

/** Every pod spec that stands in an object of the release. */
export const podsOf = oncePer((things: readonly Thing[]): readonly Pods[] =>
  things.flatMap((thing) => {
    const [before, after] = [podSpecOf(thing.before), podSpecOf(thing.after)];
    return before === undefined && after === undefined ? [] : { at: thing, before, after };
  }),
);

/** All containers of the release; found once, since a third of all rules ask. */
export const containerChanges = oncePer((things: readonly Thing[]): readonly ContainerChange[] => [
  ...containersIn(things),
]);

function* containersIn(things: readonly Thing[]): Generator<ContainerChange> {
  for (const pods of podsOf(things))
    for (const key of ['initContainers', 'containers']) {
      const before = byName(listAt(pods.before, key));
      const after = byName(listAt(pods.after, key));
      for (const name of new Set([...before.keys(), ...after.keys()]))
        yield {
          at: pods.at,
          name,
          isInit: key === 'initContainers',
          before: before.get(name),
          after: after.get(name),
          pods,
        };
    }
}

function byName(containers: readonly Json[]): Map<string, Json> {
  return new Map(containers.map((container, index) => [textAt(container, 'name') ?? String(index), container]));
}
