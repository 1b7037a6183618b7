import type { Json } from '../model';
import { credentialArguments } from './command-line';
import { assignedCredentials, isPlaceholder, mayAssignCredential } from './credential-names';
import { shapedCredentials } from './shapes';

/** Does a text hold a credential itself? `postgres://web:$(PASSWORD)@db` names the variable that holds it. */
export const holdsCredential = (text: string): boolean => parts(text, shapedCredentials(text)).some(isNoReference);

/**
 * How many arguments of a command hold a credential themselves. `command` is what runs with them, where it stands in a
 * list of its own. What a shell fills in, `$PASSWORD` or the output of a command, is not there yet.
 */
export function credentialsAmong(list: readonly Json[], command?: Json): number {
  const alone = credentialArguments(list, command);
  return list.filter((word, index) => typeof word === 'string' && (alone.has(index) || saysCredential(word))).length;
}

function saysCredential(word: string): boolean {
  const assigned = mayAssignCredential(word) ? assignedCredentials(word) : [];
  return parts(word, [...shapedCredentials(word), ...assigned]).some(
    (part) => isNoReference(part) && !/^[$`]/.test(part),
  );
}

const isNoReference = (part: string): boolean => !isPlaceholder(part);

const parts = (text: string, found: readonly { readonly start: number; readonly end: number }[]): readonly string[] =>
  found.map(({ start, end }) => text.slice(start, end));
