import type { Json } from '../model';

/** What a text holds: whole JSON objects in order, and where one starts that is cut or has something else in it. */
interface JsonTexts {
  readonly values: readonly Json[];
  readonly broken: readonly number[];
}

/** Objects that start at these places are tried; a text with more of them is not a log around a plan. */
const mostCandidates = 10_000;

/** Finds the JSON objects of a text that may also hold log lines before, between and after them. */
export function jsonTexts(text: string): JsonTexts {
  const whole = parseWithoutPlannedValues(text) ?? parse(text);
  if (whole !== undefined) return { values: [whole], broken: [] };
  const start = /\{\s*"/g;
  const values: Json[] = [];
  const broken: number[] = [];
  // Braces that never close would each be followed to the end: a budget keeps hostile input from being slow.
  let budget = text.length * 4 + 1024;
  for (let tried = 0; tried < mostCandidates && budget > 0; tried++) {
    const found = start.exec(text);
    if (!found) break;
    const end = endOfObject(text, found.index);
    budget -= (end ?? text.length) - found.index;
    const value = end === undefined ? undefined : parse(text.slice(found.index, end));
    if (value === undefined || end === undefined) {
      broken.push(found.index);
      continue;
    }
    values.push(value);
    start.lastIndex = end;
  }
  return { values, broken };
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** As Terraform writes it, and what it writes after it, without spaces. */
const plannedValues = ',"planned_values":{';
const afterPlannedValues = ['},"resource_drift":[', '},"resource_changes":['];
const someChanges = '"resource_changes":[{';

/**
 * A plan with an empty `planned_values`: nobody reads it where there are changes, since every change holds the same as
 * `after`, and it is a fifth of what there is to parse. Undefined for any other text.
 */
function parseWithoutPlannedValues(text: string): Json | undefined {
  const member = text.indexOf(plannedValues);
  // What stands before a member of the plan itself is a whole object once it is closed; inside a variable it is not.
  if (member < 0 || parse(`${text.slice(0, member)}}`) === undefined) return undefined;
  const open = member + plannedValues.length;
  const ends = afterPlannedValues.map((next) => text.indexOf(next, open)).filter((end) => end >= 0);
  if (ends.length === 0 || !text.includes(someChanges, Math.min(...ends))) return undefined;
  // Cut at a wrong place, its braces would not close, and it would be no JSON.
  return parse(text.slice(0, open) + text.slice(Math.min(...ends)));
}

/** Index after the brace that closes the object which starts at `start`, jumping over strings. */
function endOfObject(text: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 0x22:
        at = endOfString(text, at);
        break;
      case 0x7b:
      case 0x5b:
        depth++;
        break;
      case 0x7d:
      case 0x5d:
        depth--;
        if (depth === 0) return at + 1;
    }
  }
  return undefined;
}

/** Index of the closing quote, or the end of the text. */
function endOfString(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x5c) at++;
    else if (code === 0x22) return at;
  }
  return text.length;
}
