import type * as Yaml from 'yaml';
import type { Json } from '../model';
import { isPlain } from './yaml-plain';

/** Every document of a YAML text, null for an empty one; undefined where one cannot be read, or is more than a tree. */
export function yamlDocuments(text: string): readonly Json[] | undefined {
  // Loaded when first needed: most plans hold no YAML, and loading costs as much as reading them.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const yaml = require('yaml') as typeof Yaml;
  try {
    // Go's readers, and so Kubernetes and its providers, merge `<<` as YAML 1.1 has it. The library looks for a key among
    // all before it, and for what an alias repeats in the whole text: isPlain does both.
    const documents = yaml.parseAllDocuments(text, { logLevel: 'silent', uniqueKeys: false, merge: true });
    if (!Array.isArray(documents)) return undefined;
    if (documents.some(({ errors, contents }) => errors.length > 0 || !isPlain(contents, yaml))) return undefined;
    return documents.map((document) => document.toJS({ maxAliasCount: -1 }) as Json);
  } catch {
    return undefined;
  }
}
