import { execFile } from 'node:child_process';
import { readDescription, type ReleaseDescription } from './description';

/** A pull that takes longer is given up: the provider then builds, which is right, only slower. */
const patienceMilliseconds = 180_000;

/** One run of Docker's command line. */
export type Docker = (...args: readonly string[]) => Promise<{ readonly succeeded: boolean; readonly errors: string }>;

/**
 * The docker provider looks only at the local engine and builds again whatever that lacks, also what the registry
 * already holds. A tag names its content, so the engine can get it from there before the plan is made; then machines
 * that did not build an image plan "no changes" as well.
 */
export async function fetchImages(
  { environments }: ReleaseDescription,
  docker: Docker,
  notice: (text: string) => void,
): Promise<void> {
  const references = environments
    .filter(({ builds }) => builds)
    .flatMap(({ images }) => images.map((image) => image.reference));
  const fetched = await Promise.all(
    [...new Set(references)].map(async (reference) => {
      const { succeeded, errors } = await docker('image', 'inspect', '--format', '{{.Id}}', reference);
      // Anything but "not there" means that there is no engine to ask; the plan will say so itself.
      if (succeeded || !/no such image/i.test(errors)) return undefined;
      return (await docker('pull', '--quiet', reference)).succeeded ? reference : undefined;
    }),
  );
  const names = fetched.filter((reference) => reference !== undefined);
  if (names.length > 0) notice(`Fetched from the registry instead of building again: ${names.join(', ')}`);
}

/** Docker as it is installed; without it every call fails, as with an engine that does not run. */
export const dockerCommand: Docker = (...args) =>
  new Promise((resolve) => {
    execFile('docker', args, { timeout: patienceMilliseconds, killSignal: 'SIGKILL' }, (error, _output, errors) =>
      resolve({ succeeded: error === null, errors }),
    );
  });

/** Part of `app` in cdktf.json. Never the reason why a synth fails: without the images the provider builds them. */
async function main(): Promise<void> {
  // To standard output: cdktf shows the other one as an error.
  const description = readDescription(process.env['CDKTF_OUTDIR'] || 'cdktf.out');
  await fetchImages(description, dockerCommand, (text) => process.stdout.write(`${text}\n`));
}

if (require.main === module) main().catch(() => undefined);
