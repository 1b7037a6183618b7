import { showsColour } from '../../release/shows-colour';

/** Columns when nobody says: a CI log. */
const usual = 100;
/** Narrower than this no sentence can be read. */
const narrowest = 40;

/** How wide a review is printed, and whether in colour. */
export function displayOf(
  stdout: { readonly isTTY?: boolean; readonly columns?: number },
  env: Readonly<Record<string, string | undefined>>,
  colourWanted: boolean,
): { readonly width: number; readonly colour: boolean } {
  // A terminal without a size, as some CI systems lend one, says 0.
  const width = stdout.columns || Number.parseInt(env['COLUMNS'] ?? '', 10) || usual;
  return {
    width: Math.max(narrowest, width),
    colour: colourWanted && showsColour(stdout, env),
  };
}
