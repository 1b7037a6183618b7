import type { SecretKey } from '../../model';
import { counted } from './words';

/** `keys: password changed (12 -> 16 bytes), user same (4 bytes)`; what a reader may know of a Secret. */
export function secretKeysText(keys: readonly SecretKey[]): string {
  return keys.length === 0 ? 'no keys' : `keys: ${keys.map(keyText).join(', ')}`;
}

function keyText({ key, state, bytesBefore, bytesAfter }: SecretKey): string {
  const word = state === 'unknown' ? 'known after apply' : state;
  const size = sizeText(bytesBefore, bytesAfter);
  return size === '' ? `${key} ${word}` : `${key} ${word} (${size})`;
}

function sizeText(before: number | undefined, after: number | undefined): string {
  const only = before ?? after;
  if (only === undefined) return '';
  return before === undefined || after === undefined || before === after
    ? counted(only, 'byte')
    : `${before} -> ${counted(after, 'byte')}`;
}
