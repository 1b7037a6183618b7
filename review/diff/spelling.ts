import { isManifest } from '../kubernetes-object/types';
import { byContent, type ListRule, listRules, scalarSets } from './list-keys';
import { manifestListRules, manifestScalarSets } from './manifest-list-keys';

/** How a resource type spells its lists: as the kubernetes provider, as Kubernetes itself, or as nobody we know. */
export interface Spelling {
  readonly rule: (block: string, parent: string | undefined) => ListRule | undefined;
  /** For lists that no table knows. */
  readonly otherwise: ListRule;
  /** Is a list of texts a set? */
  readonly isSet: (name: string) => boolean;
  /** Do quantities and durations have Kubernetes' meaning here? */
  readonly kubernetes: boolean;
}

/** Few blocks mean something else under another parent; only for those a longer name is put together. */
function lookUp(rules: ReadonlyMap<string, ListRule>): Spelling['rule'] {
  const special = new Set([...rules.keys()].filter((name) => name.includes('.')).map((name) => name.split('.')[1]));
  return (block, parent) => (special.has(block) ? rules.get(`${parent}.${block}`) : undefined) ?? rules.get(block);
}

/** Keys that name an element almost everywhere. */
const usualKeys: ListRule = { keys: [['name'], ['id'], ['key'], ['type']] };

const provider: Spelling = {
  otherwise: byContent,
  rule: lookUp(listRules),
  isSet: (name) => scalarSets.has(name),
  kubernetes: true,
};

const manifest: Spelling = {
  otherwise: usualKeys,
  rule: lookUp(manifestListRules),
  isSet: (name) => manifestScalarSets.has(name),
  kubernetes: true,
};

/** helm_release: values set one by one are named; nothing else is known. */
const helm: Spelling = {
  otherwise: usualKeys,
  rule: (block) => (/^(set|set_list|set_sensitive|set_wo)$/.test(block) ? { keys: [['name']] } : undefined),
  isSet: () => false,
  kubernetes: false,
};

const unknown: Spelling = { otherwise: usualKeys, rule: () => undefined, isSet: () => false, kubernetes: false };

export function spellingOf(type: string): Spelling {
  if (isManifest(type)) return manifest;
  if (type.startsWith('kubernetes_')) return provider;
  if (type === 'helm_release') return helm;
  return unknown;
}
