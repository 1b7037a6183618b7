import { type ListRule, listRules, scalarSets } from './list-keys';
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

/** By content and likeness alone. */
const byContent: ListRule = { keys: [] };
/** Keys that name an element almost everywhere. */
const usualKeys: ListRule = { keys: [['name'], ['id'], ['key'], ['type']] };

const provider: Spelling = {
  otherwise: byContent,
  rule: (block, parent) => listRules.get(`${parent}.${block}`) ?? listRules.get(block),
  isSet: (name) => scalarSets.has(name),
  kubernetes: true,
};

const manifest: Spelling = {
  otherwise: usualKeys,
  rule: (block, parent) => manifestListRules.get(`${parent}.${block}`) ?? manifestListRules.get(block),
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
  if (type === 'kubernetes_manifest' || type.startsWith('kubectl_')) return manifest;
  if (type.startsWith('kubernetes_')) return provider;
  if (type === 'helm_release') return helm;
  return unknown;
}
