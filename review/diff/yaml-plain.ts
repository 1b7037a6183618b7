import type * as Yaml from 'yaml';

/** Of anchors, and of aliases. Written by hand there are a few. */
const mostNames = 100;
/** Of nodes that stand in a document a second time because an alias repeats them. */
const mostRepeated = 10_000;
/** Of nodes inside of each other. */
const deepest = 200;

interface Extent {
  readonly nodes: number;
  readonly depth: number;
}

/**
 * Is a document of YAML a tree that can be walked in a time that grows with its text? In none is a key twice in a map (each
 * reader takes another of them), or a node inside of itself.
 */
export function isPlain(contents: Yaml.Node | null, yaml: typeof Yaml): boolean {
  return new Measured(yaml).extentOf(contents, 0) !== undefined;
}

class Measured {
  readonly #complete = new Map<string, Extent>();
  #anchors = 0;
  #aliases = 0;
  #repeated = 0;

  constructor(private readonly yaml: typeof Yaml) {}

  /** Undefined where something in it is not plain. */
  extentOf(node: unknown, above: number): Extent | undefined {
    const { isAlias, isNode } = this.yaml;
    if (isAlias(node)) return this.#repeatedBy(node, above);
    if (above > deepest) return undefined;
    const anchor = isNode(node) && 'anchor' in node ? node.anchor : undefined;
    if (anchor === undefined) return this.#inside(node, above);
    if (++this.#anchors > mostNames) return undefined;
    // What it names is not complete yet: an alias of it in there would never end.
    this.#complete.delete(anchor);
    const extent = this.#inside(node, above);
    if (extent !== undefined) this.#complete.set(anchor, extent);
    return extent;
  }

  #repeatedBy({ source }: Yaml.Alias, above: number): Extent | undefined {
    const extent = this.#complete.get(source);
    if (extent === undefined || ++this.#aliases > mostNames || above + extent.depth > deepest) return undefined;
    this.#repeated += extent.nodes;
    return this.#repeated > mostRepeated ? undefined : extent;
  }

  #inside(node: unknown, above: number): Extent | undefined {
    const { isMap, isSeq, isPair } = this.yaml;
    if (isMap(node) && !hasOwnKeys(node, this.yaml)) return undefined;
    const parts = isPair(node) ? [node.key, node.value] : isMap(node) || isSeq(node) ? node.items : [];
    let [nodes, depth] = [1, 0];
    for (const part of parts) {
      const extent = this.extentOf(part, above + 1);
      if (extent === undefined) return undefined;
      nodes += extent.nodes;
      depth = Math.max(depth, extent.depth);
    }
    return { nodes, depth: depth + 1 };
  }
}

/** Is each of its keys a scalar that no other is written as? */
function hasOwnKeys({ items }: Yaml.YAMLMap, { isScalar }: typeof Yaml): boolean {
  const keys = new Set<string>();
  return items.every(({ key }) => isScalar(key) && keys.size < keys.add(String(key.value)).size);
}
