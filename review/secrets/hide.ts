import type { Json } from '../model';
import { isList, isObject } from '../plan/json';
import { markAt } from '../plan/marks';
import type { Secrets } from './collect';
import { credentialArguments } from './command-line';
import { assignedCredentials, isPlaceholder, mayAssignCredential, namesCredential } from './credential-names';
import type { Found } from './needle-index';
import { shapedCredentials } from './shapes';

/** What stands where a secret was. */
const hidden = '(hidden)';

/** Hides every known secret in a text that the review or a command wrote. */
export function hideIn(secrets: Secrets, text: string): string {
  return cut(text, secrets.index.find(text));
}

/** Hides known secrets in a value of the plan, and whatever else looks like a credential there. */
export function hideInValueText(secrets: Secrets, text: string): string {
  if (text.length < 4) return text;
  const found = [...secrets.index.find(text), ...shapedCredentials(text)];
  if (text.length >= 8 && mayAssignCredential(text)) found.push(...assignedCredentials(text));
  return cut(text, found);
}

function cut(text: string, found: readonly Found[]): string {
  if (found.length === 0) return text;
  const ordered = [...found].sort((one, other) => one.start - other.start);
  let [result, at] = ['', 0];
  for (const { start, end } of ordered) {
    if (start >= at) result += text.slice(at, start) + hidden;
    at = Math.max(at, end);
  }
  return result + text.slice(at);
}

/**
 * A copy of a value in which every marked or credential-named scalar is hidden, whatever its length, and every secret
 * inside other text. Parts without any are handed on by reference.
 */
export function hideInValue(secrets: Secrets, value: Json, marks: Json | undefined, key: string, command?: Json): Json {
  if (value === null || value === undefined) return null;
  if (isList(value)) {
    const copy = hideArguments(value, command).map((element, index) =>
      hideInValue(secrets, element, markAt(marks, index), key),
    );
    return copy.every((element, index) => element === value[index]) ? value : copy;
  }
  if (isObject(value)) return hideInObject(secrets, value, marks);
  if (coversScalar(marks) || isCredential(key, value)) return hidden;
  return typeof value === 'string' ? hideInValueText(secrets, value) : hideNumber(secrets, value);
}

/** Arguments that are credentials because of what stands before them or of whose arguments they are. */
function hideArguments(list: readonly Json[], command: Json | undefined): readonly Json[] {
  const found = credentialArguments(list, command);
  if (found.size === 0) return list;
  return list.map((word, index) => {
    const start = found.get(index);
    return start === undefined ? word : String(word).slice(0, start) + hidden;
  });
}

function hideInObject(secrets: Secrets, value: { readonly [key: string]: Json }, marks: Json | undefined): Json {
  const named = typeof value['name'] === 'string' ? value['name'] : undefined;
  const copy = Object.entries(value).map(([key, inside]): [string, Json] => {
    const telling = key === 'value' && named !== undefined ? named : key;
    return [
      key,
      hideInValue(secrets, inside, markAt(marks, key), telling, key === 'args' ? value['command'] : undefined),
    ];
  });
  return copy.every(([key, inside]) => inside === value[key]) ? value : Object.fromEntries(copy);
}

/** A sensitive number of six digits or more is looked for like a text. */
function hideNumber(secrets: Secrets, value: number | boolean): Json {
  return typeof value === 'number' && secrets.index.find(String(value)).length > 0 ? hidden : value;
}

export function isCredential(key: string, value: Json): boolean {
  return typeof value !== 'boolean' && namesCredential(key) && !isPlaceholder(String(value));
}

/** Anything but nothing, false and containers of deeper marks. */
export function coversScalar(marks: Json | undefined): boolean {
  return marks !== undefined && marks !== null && marks !== false && typeof marks !== 'object';
}
