import type { Json } from '../model';
import { isList, isObject } from '../plan/json';
import { identical } from './equal';
import { yamlDocuments } from './yaml';

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
  if (!looksLikeYaml(text)) return undefined;
  const documents = yamlDocuments(text);
  return documents && container(documents.length === 1 ? (documents[0] as Json) : documents);
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

function container(value: Json): Json | undefined {
  return isObject(value) || isList(value) ? value : undefined;
}
