import type { Construct } from 'constructs';

/** One wrong property: which one, what it was, and what to write instead. */
export interface Mistake {
  readonly property: string;
  readonly value: unknown;
  readonly fix: string;
}

/** Properties that cannot work, all of them at once, with the path of the construct they were given to. */
export class InvalidProps extends Error {
  constructor(
    readonly path: string,
    readonly mistakes: readonly Mistake[],
  ) {
    const lines = mistakes.map(({ property, value, fix }) => `  ${property}: ${show(value)} ${fix}`);
    super(`${path} has ${mistakes.length === 1 ? '1 mistake' : `${mistakes.length} mistakes`}:\n${lines.join('\n')}`);
    this.name = 'InvalidProps';
  }
}

/** Throws when there are mistakes; the path starts with the stack, as in Terraform's own messages of cdktf. */
export function refuse(construct: Construct, mistakes: readonly (Mistake | undefined | false)[]): void {
  const found = mistakes.filter((mistake) => mistake !== undefined && mistake !== false);
  if (found.length > 0) throw new InvalidProps(construct.node.path, found);
}

function show(value: unknown): string {
  return value === undefined ? 'is missing:' : JSON.stringify(value);
}
