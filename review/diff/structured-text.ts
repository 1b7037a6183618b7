import type * as Yaml from 'yaml';
import type { Json } from '../model';
import { isList, isObject } from '../plan/json';
import { identical } from './equal';

/** Texts longer than this are compared by line: parsing YAML is slow, and nobody reads that many leaves. */
const longestYaml = 128 * 1024;
const longestJson = 8 * 1024 * 1024;

/** The JSON or YAML that a text is, when it is a list or map of one; undefined for all other text. */
export function structureOf(text: string): Json | undefined {
  const first = /^\s*([[{])/.exec(text.slice(0, 200))?.[1];
  if (first !== undefined && text.length <= longestJson) {
    try {
      return container(JSON.parse(text) as Json);
    } catch {
      // `{{ template }}` and flow-style YAML start like JSON.
    }
  }
  return looksLikeYaml(text) ? yamlOf(text) : undefined;
}

/** Written differently, with the same structure: only spacing and the order of keys do not count. */
export function sameStructure(one: string, other: string): boolean {
  if (one.length < 2 || other.length < 2) return false;
  const first = structureOf(one);
  return first !== undefined && identical(first, structureOf(other));
}

/** Most lines read `key: value`, `- item`, a comment or a continuation. Prose and other formats are left to line diffs. */
function looksLikeYaml(text: string): boolean {
  if (text.length > longestYaml || !text.includes('\n') || text.includes('\t')) return false;
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const structured = lines.filter((line) => /^\s*(?:- |-$|#|---|[\w."'/-]+ *:(?:\s|$))/.test(line));
  return structured.length * 2 > lines.length && lines.some((line) => /^\s*(?:- )?[\w."'/-]+ *:(?:\s|$)/.test(line));
}

/** The one document of a YAML text, or the list of all, when that is a list or map; undefined for all other text. */
export function yamlOf(text: string): Json | undefined {
  // Loaded when first needed: most plans hold no YAML, and loading costs as much as reading them.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { parseAllDocuments } = require('yaml') as typeof Yaml;
  try {
    const documents = parseAllDocuments(text, { logLevel: 'silent', uniqueKeys: true });
    if (!Array.isArray(documents) || documents.some(({ errors }) => errors.length > 0)) return undefined;
    const values = documents.map((document) => document.toJS({ maxAliasCount: 100 }) as Json);
    return container(values.length === 1 ? (values[0] as Json) : values);
  } catch {
    return undefined;
  }
}

function container(value: Json): Json | undefined {
  return isObject(value) || isList(value) ? value : undefined;
}
