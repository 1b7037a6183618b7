/** The pieces of a schema. Each says every mistake it finds: where, what, the value, the way on. */
export type Shape = (value: unknown, where: string) => readonly string[];

export const shown = (value: unknown): string =>
  typeof value === 'function' ? 'a function' : (JSON.stringify(value) ?? String(value)).slice(0, 60);

export const record = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const inside = (where: string, key: string): string => (where === '' ? key : `${where}.${key}`);

export const text =
  (what: string): Shape =>
  (value, where) =>
    typeof value === 'string' && value.trim() !== '' ? [] : [`${where}: ${shown(value)} is not ${what}`];

export const number =
  (least: number, most: number): Shape =>
  (value, where) =>
    typeof value === 'number' && value >= least && value <= most
      ? []
      : [`${where}: ${shown(value)} is not a number from ${least} to ${most}`];

export const oneOf =
  (words: readonly string[]): Shape =>
  (value, where) =>
    typeof value === 'string' && words.includes(value)
      ? []
      : [`${where}: ${shown(value)} is not one of ${words.join(', ')}${suggestion(String(value), words)}`];

export const list =
  (element: Shape): Shape =>
  (value, where) =>
    Array.isArray(value)
      ? value.flatMap((item, index) => element(item, `${where}[${index}]`))
      : [`${where}: ${shown(value)} is not a list`];

/** An object with these keys and no other; those in `required` must be there. */
export const object =
  (keys: { readonly [key: string]: Shape }, required: readonly string[] = []): Shape =>
  (value, where) => {
    if (!record(value)) return [`${where || 'The policy'}: ${shown(value)} is not an object`];
    const missing = required.filter((key) => value[key] === undefined);
    return [
      ...missing.map((key) => `${inside(where, key)}: missing`),
      ...Object.keys(value).flatMap((key) => {
        const shape = Object.hasOwn(keys, key) ? keys[key] : undefined;
        if (shape === undefined)
          return [
            `${inside(where, key)}: unknown; known are ${Object.keys(keys).join(', ')}${suggestion(key, Object.keys(keys))}`,
          ];
        return value[key] === undefined ? [] : shape(value[key], inside(where, key));
      }),
    ];
  };

/** An object whose keys are free, or out of a list that is too long to print. */
export const mapOf =
  (element: Shape, keys?: { readonly of: readonly string[]; readonly what: string }): Shape =>
  (value, where) => {
    if (!record(value)) return [`${where}: ${shown(value)} is not an object`];
    return Object.entries(value).flatMap(([key, item]) => [
      ...(keys === undefined || keys.of.includes(key)
        ? []
        : [`${inside(where, key)}: no ${keys.what} is called so${suggestion(key, keys.of)}`]),
      ...element(item, inside(where, key)),
    ]);
  };

/** The nearest known word, when it is near enough to be a slip of the finger. */
function suggestion(word: string, known: readonly string[]): string {
  let best: string | undefined;
  let least = Math.max(2, Math.floor(word.length * 0.4)) + 1;
  for (const candidate of known) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best === undefined ? '' : `; did you mean ${best}?`;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(
        (row[j] as number) + 1,
        (next[j - 1] as number) + 1,
        (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
    row = next;
  }
  return row[b.length] as number;
}
