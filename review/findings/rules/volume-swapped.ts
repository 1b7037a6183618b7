import type { Json } from '../../model';
import { isObject } from '../../plan/json';
import { isUnknown } from '../../kubernetes-object';
import { at, isUnknownAt, listAt, textAt } from '../../kubernetes-object/value';
import type { Rule } from '../rule';
import { podsOf } from '../view/containers';

export const volumeSwapped: Rule = {
  id: 'volume-swapped',
  severity: 'high',
  on: 'change',
  what: 'A claim that the pods of a workload stop using: another volume takes its place, or none',
  why: 'What users have stored is gone from their view, and what they store now goes elsewhere, with an emptyDir for as long as the pod lives.',
  remedy: 'Keep the claim at its path, or copy the data first and move in a release of its own.',
  source: 'kubernetes.io/docs: Volumes; Persistent Volumes',
  *check({ things }) {
    for (const { at: thing, before, after } of podsOf(things)) {
      if (thing.action !== 'update' && thing.action !== 'replace') continue;
      if (before === undefined || after === undefined || isUnknownAt(thing.after, 'spec', 'template')) continue;
      if (isUnknownAt(after, 'volumes') || isUnknown(after)) continue;
      const had = namedVolumes(before, thing.before);
      if (claimsAmong(had).size === 0) continue;
      const has = namedVolumes(after, thing.after);
      const [was, is, claims] = [volumesOf(before, had), volumesOf(after, has), claimsAmong(has)];
      for (const [place, volume] of was.places)
        if (volume.claim !== undefined) {
          const next = is.places.get(place);
          if (next?.is === volume.is) continue;
          // The same claim under another path is still in view.
          if (next === undefined && [...is.places.values()].some((one) => one.claim === volume.claim)) continue;
          const now = next === undefined ? 'nothing is mounted there any more' : `${next.is} takes its place`;
          yield {
            at: thing,
            subject: place,
            message: `${thing.title} had ${volume.is} at ${place}, and ${now}.`,
          };
        }
      for (const [name, volume] of was.unmounted)
        if (volume.claim !== undefined && !claims.has(volume.claim))
          yield { at: thing, subject: name, message: `${thing.title} had ${volume.is}, and has it no more.` };
    }
  },
};

interface Volume {
  /** In a reviewer's words. */
  readonly is: string;
  readonly claim: string | undefined;
}

interface Volumes {
  /** By mount path, whichever container mounts it. */
  readonly places: ReadonlyMap<string, Volume>;
  readonly unmounted: ReadonlyMap<string, Volume>;
}

function namedVolumes(pod: Json, object: Json | null): ReadonlyMap<string, Volume> {
  return new Map([
    ...listAt(pod, 'volumes').map((volume) => [textAt(volume, 'name') ?? '', sourceOf(volume)] as const),
    // A claim template makes a volume of its name, over one that the pod template has.
    ...listAt(object, 'spec', 'volumeClaimTemplates').map((template) => {
      const name = textAt(template, 'metadata', 'name') ?? '';
      return [name, { is: `the claims of template ${name}`, claim: `template ${name}` }] as const;
    }),
  ]);
}

const claimsAmong = (named: ReadonlyMap<string, Volume>): ReadonlySet<string> =>
  new Set([...named.values()].flatMap(({ claim }) => claim ?? []));

function volumesOf(pod: Json, named: ReadonlyMap<string, Volume>): Volumes {
  const mounts = ['initContainers', 'containers'].flatMap((key) =>
    listAt(pod, key).flatMap((container) => listAt(container, 'volumeMounts')),
  );
  const mounted = new Set(mounts.map((mount) => textAt(mount, 'name') ?? ''));
  const places = mounts.flatMap((mount) => {
    const volume = named.get(textAt(mount, 'name') ?? '');
    const path = textAt(mount, 'mountPath');
    if (volume === undefined || path === undefined) return [];
    const part = textAt(mount, 'subPath') ?? textAt(mount, 'subPathExpr');
    return [[path, part === undefined ? volume : { ...volume, is: `${part} of ${volume.is}` }] as const];
  });
  return {
    places: new Map(places),
    unmounted: new Map([...named].filter(([name]) => !mounted.has(name))),
  };
}

function sourceOf(volume: Json): Volume {
  if (isUnknown(volume) || isUnknownAt(volume, 'persistentVolumeClaim', 'claimName'))
    return { is: 'a claim known only after apply', claim: 'known only after apply' };
  const name = textAt(volume, 'persistentVolumeClaim', 'claimName');
  if (name !== undefined) return { is: `claim ${name}`, claim: name };
  // An emptyDir without settings is an empty block.
  const kind = isObject(volume)
    ? Object.keys(volume).find((key) => key !== 'name' && (at(volume, key) !== undefined || isUnknownAt(volume, key)))
    : undefined;
  return {
    is: kind === undefined || kind === 'emptyDir' ? 'an emptyDir' : `a volume of kind ${kind}`,
    claim: undefined,
  };
}
