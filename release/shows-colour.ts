/** Only a terminal that can show it, and not against the wish of NO_COLOR (https://no-color.org). */
export const showsColour = (
  stdout: { readonly isTTY?: boolean },
  env: Readonly<Record<string, string | undefined>>,
): boolean => stdout.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
