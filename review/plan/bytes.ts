import { constants, isAscii } from 'node:buffer';
import { PlanError } from './plan-error';

/** The first two bytes of a gzip stream (RFC 1952, section 2.3.1). The caller unpacks; nothing here has effects. */
export function looksGzipped(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** Terraform saves a plan as a zip archive; both it and an empty archive start with `PK`. */
function looksLikeSavedPlan(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 0x03 || bytes[2] === 0x05);
}

type Encoding = { readonly name: 'utf8' | 'utf16le' | 'utf16be'; readonly skip: number };

/** By byte-order mark, else by where the zero byte of the first ASCII character stands. */
function encodingOf(bytes: Uint8Array): Encoding {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return { name: 'utf8', skip: 3 };
  if (first === 0xff && second === 0xfe) return { name: 'utf16le', skip: 2 };
  if (first === 0xfe && second === 0xff) return { name: 'utf16be', skip: 2 };
  if (first !== 0 && second === 0 && bytes.length > 3) return { name: 'utf16le', skip: 0 };
  if (first === 0 && second !== 0 && bytes.length > 3) return { name: 'utf16be', skip: 0 };
  return { name: 'utf8', skip: 0 };
}

/** Bytes of a file or pipe as text, whatever shell wrote them: UTF-8, or UTF-16 as PowerShell's `>` makes it. */
export function decode(bytes: Uint8Array, longest: number = constants.MAX_STRING_LENGTH): string {
  if (looksLikeSavedPlan(bytes))
    throw new PlanError(
      'This is a saved plan, which only Terraform can read. Turn it into JSON: terraform show -json PLAN > plan.json',
    );
  const { name, skip } = encodingOf(bytes);
  const characters = name === 'utf8' ? bytes.length - skip : (bytes.length - skip) / 2;
  if (characters > longest) throw new PlanError(tooBig(`${Math.ceil(bytes.length / 2 ** 20)} MiB`, longest));
  const body = Buffer.from(bytes.buffer, bytes.byteOffset + skip, bytes.byteLength - skip);
  // Both give the same text, and the one that has nothing to decode is many times faster.
  if (name === 'utf8') return body.toString(isAscii(body) ? 'latin1' : 'utf8');
  const even = body.subarray(0, body.length - (body.length % 2));
  return name === 'utf16le' ? even.toString('utf16le') : Buffer.from(even).swap16().toString('utf16le');
}

/** What is said of a plan of such a size, which one text of at most `longest` characters cannot hold. */
export const tooBig = (size: string, longest: number): string =>
  `The plan is too big to read: ${size}, and one text holds at most ` +
  `${Math.floor(longest / 2 ** 20)} MiB. Split the stack, or plan parts of it with -target and review them one by one.`;
