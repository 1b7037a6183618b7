import { namesCredential } from './credential-names';
import { needlesOf } from './forms';
import { hideInValueText } from './hide';
import { NeedleIndex } from './needle-index';

/**
 * Hides credentials in a text that came from a tool and belongs to no plan: what looks like one, and the values of
 * variables whose name says that they hold one.
 */
export function hideCredentials(text: string, variables: Readonly<Record<string, string | undefined>>): string {
  const values = Object.entries(variables).flatMap(([name, value]) => (value && namesCredential(name) ? [value] : []));
  return hideInValueText({ size: values.length, index: new NeedleIndex(values.flatMap(needlesOf)) }, text);
}
