import type { Secrets } from './collect';

/** Our own mistake, caught in time. The message never holds the secret. */
export class SecretInOutput extends Error {
  constructor(readonly places: number) {
    super(
      `A secret would have been printed (${places} ${places === 1 ? 'place' : 'places'}), so nothing is. ` +
        'This is a bug of plimsoll: please report it, without the plan.',
    );
    this.name = 'SecretInOutput';
  }
}

/**
 * Searches a finished output for every secret, as it is and after undoing the format's escaping, and throws
 * SecretInOutput rather than let it be printed. Always the whole text: a secret may straddle two pieces. `scaffold`
 * gives the format's own text (the rendering of an empty review), asked for only when something was found: a secret
 * like `background` is no secret in a style sheet.
 */
export function assertPrintsNone(
  secrets: Secrets,
  text: string,
  unescape: (text: string) => string = (unchanged) => unchanged,
  scaffold: () => string = () => '',
): void {
  if (secrets.index.isEmpty) return;
  const found = secrets.index.needlesIn(text);
  const plain = unescape(text);
  if (plain !== text) for (const needle of secrets.index.needlesIn(plain)) found.add(needle);
  if (found.size === 0) return;
  const own = scaffold();
  const leaked = [...found].filter((needle) => !own.includes(needle));
  if (leaked.length > 0) throw new SecretInOutput(leaked.length);
}
