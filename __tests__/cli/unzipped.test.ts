import { constants } from 'node:buffer';
import zlib, { gzipSync } from 'node:zlib';
import { unzipped } from '../../cli/review/unzipped';
import { decode } from '../../review';

const megabyte = 2 ** 20;
/** A thousand times smaller when packed. */
const bomb = gzipSync(Buffer.alloc(20 * megabyte));

afterEach(() => jest.restoreAllMocks());

function saidBy(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('Nothing was said.');
}

it('unpacks what fits into one text', () => {
  expect(Buffer.from(unzipped(gzipSync('{}'), 2)).toString()).toBe('{}');
  expect(unzipped(bomb, 20 * megabyte)).toHaveLength(20 * megabyte);
});

it('stops at more than that, in the words that a plan which is not packed is met with', () => {
  const before = process.memoryUsage().arrayBuffers;
  const said = saidBy(() => unzipped(bomb, megabyte));
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(5 * megabyte);
  const plain = saidBy(() => decode(Buffer.alloc(2 * megabyte), megabyte));
  expect(said).toBe(plain.replace('2 MiB', 'more than 1 MiB'));
});

it('stops at the longest text there is, unless told otherwise', () => {
  const unpack = jest.spyOn(zlib, 'gunzipSync').mockReturnValue(Buffer.alloc(0));
  unzipped(bomb);
  expect(unpack).toHaveBeenCalledWith(bomb, { maxOutputLength: constants.MAX_STRING_LENGTH });
});

it('says what is wrong with a file that is cut off', () =>
  expect(saidBy(() => unzipped(gzipSync('{}').subarray(0, 12)))).toMatch(/^gzip cannot unpack it: .*Make it again\.$/));
