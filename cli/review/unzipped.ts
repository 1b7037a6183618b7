import { constants } from 'node:buffer';
import type zlib from 'node:zlib';
import { tooBig } from '../../review';
import { UserError } from '../command';

/** What gzip packed, as long as it fits into one text: a few megabytes may unpack to more memory than there is. */
export function unzipped(bytes: Uint8Array, longest: number = constants.MAX_STRING_LENGTH): Uint8Array {
  // Loaded only for what is packed, so that no other start pays for it.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { gunzipSync } = require('node:zlib') as typeof zlib;
  try {
    return gunzipSync(bytes, { maxOutputLength: longest });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    // How much there is, nobody knows who has stopped unpacking it.
    if (code === 'ERR_BUFFER_TOO_LARGE')
      throw new UserError(tooBig(`more than ${Math.floor(longest / 2 ** 20)} MiB`, longest));
    throw new UserError(`gzip cannot unpack it: ${message}. Make it again.`);
  }
}
