import type { Json, Path } from '../model';
import { field, isList, isObject } from '../plan/json';

/** Why a value is only known after apply. */
type Unknown =
  /** The provider sets it; nobody wrote it, so it is no difference to read. */
  | { readonly kind: 'computed' }
  /** Somebody wrote it, and it waits for something else; `cause` names that where the plan shows it. */
  | { readonly kind: 'configured'; readonly cause?: string };

/** Fields the kubernetes provider always computes, for plans that come without their configuration. */
const alwaysComputed = /^(id|uid|resource_version|generation|self_link|status|creation_timestamp)$/;

/** What the configuration says of a resource: its expressions, and the module that its references are relative to. */
export interface Expressions {
  readonly expressions: Json | undefined;
  /** `module.shop.`, or empty in the root module. */
  readonly module: string;
}

/** `mark` is the subtree of `after_unknown` at `path`. */
export function whyUnknown(path: Path, mark: Json | undefined, { expressions, module }: Expressions): Unknown {
  if (typeof path.at(-1) === 'string' && alwaysComputed.test(String(path.at(-1)))) return { kind: 'computed' };
  if (!isObject(expressions)) return { kind: 'configured' };
  let node: Json | undefined = expressions;
  for (const [depth, step] of path.entries()) {
    const references = field(node, 'references');
    if (isList(references)) return configured(references, module);
    const next: Json | undefined = isList(node) ? node[Number(step)] : field(node, String(step));
    if (next === undefined) {
      // A dynamic block is missing from `expressions` with all its fields; a field that nobody wrote only with itself.
      const isLast = depth === path.length - 1;
      return isLast && mark === true ? { kind: 'computed' } : { kind: 'configured' };
    }
    node = next;
  }
  const references = field(node, 'references');
  return isList(references) ? configured(references, module) : { kind: 'configured' };
}

/** Terraform lists `a.b.c`, `a.b` and so on for one reference; the first is the longest. Loop values explain nothing. */
function configured(references: readonly Json[], module: string): Unknown {
  return { kind: 'configured', cause: causeOf(references, module) };
}

export function causeOf(references: readonly Json[], module: string): string | undefined {
  const texts = references.filter((reference) => typeof reference === 'string');
  const cause = texts.find((reference) => !/^(each|count|self|path|terraform)\./.test(reference));
  return cause === undefined || /^(var|local)\./.test(cause) ? cause : module + cause;
}
