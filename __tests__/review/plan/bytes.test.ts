import { gzipSync } from 'node:zlib';
import { decode, looksGzipped } from '../../../review/plan/bytes';

const text = '{"format_version":"1.2","umlaut":"ä","face":"\u{1f600}"}';
const utf16le = Buffer.from(text, 'utf16le');
const utf16be = Buffer.from(utf16le).swap16();

describe('bytes to text', () => {
  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)])],
    ['UTF-16 of PowerShell', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16le])],
    ['UTF-16 big-endian', Buffer.concat([Buffer.from([0xfe, 0xff]), utf16be])],
    ['UTF-16 without a mark', utf16le],
    ['UTF-16 big-endian without a mark', utf16be],
    [
      'a view into a larger buffer',
      new Uint8Array(Buffer.from(`xx${text}xx`)).subarray(2, 2 + Buffer.byteLength(text)),
    ],
  ])('%s', (_, bytes) => {
    expect(decode(bytes)).toBe(text);
  });

  it('survives an odd number of bytes', () => {
    expect(decode(Buffer.concat([utf16le, Buffer.from([0x20])]))).toBe(text);
  });

  it('names the command for a saved plan', () => {
    expect(() => decode(Buffer.from('PK\u0003\u0004rest'))).toThrow(/terraform show -json/);
  });

  it('says in one sentence that a plan is too big, and what to do', () => {
    expect(() => decode(Buffer.from(text), 10)).toThrow(/too big to read: .* MiB.*-target/);
  });

  it('knows gzip by its first bytes', () => {
    expect(looksGzipped(gzipSync(text))).toBe(true);
    expect(looksGzipped(Buffer.from(text))).toBe(false);
  });
});
