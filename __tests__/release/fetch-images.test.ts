import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fetchImages, type Docker } from '../../release/fetch-images';
import { parseDescription, type ReleaseDescription } from '../../release/description';

/** What synth wrote, one environment of it. */
function described(environment: string): ReleaseDescription {
  const path = join(__dirname, '..', 'goldens', 'synth', 'plimsoll.json');
  const all = parseDescription(readFileSync(path, 'utf8'), path);
  return { ...all, environments: all.environments.filter(({ name }) => name === environment) };
}

const description = described('lab');
const [web, database] = description.environments[0]?.images.map(({ reference }) => reference) as [string, string];

const missing = { succeeded: false, errors: 'Error: No such image: x' };
const done = { succeeded: true, errors: '' };

/** Stands in for Docker's command line, which this ring of tests has none of. */
async function runWith(
  answer: Docker,
  of: ReleaseDescription = description,
): Promise<{ calls: string[]; notices: string[] }> {
  const calls: string[] = [];
  const notices: string[] = [];
  const docker: Docker = (...args) => {
    calls.push(args.join(' '));
    return answer(...args);
  };
  await fetchImages(of, docker, (text) => notices.push(text));
  return { calls: calls.filter((call) => call.startsWith('pull')), notices };
}

it('pulls what the engine lacks and the registry holds, and says so once', async () => {
  const { calls, notices } = await runWith((command) => Promise.resolve(command === 'image' ? missing : done));
  expect(calls.sort()).toEqual([`pull --quiet ${database}`, `pull --quiet ${web}`]);
  expect(notices).toEqual([`Fetched from the registry instead of building again: ${web}, ${database}`]);
});

it('leaves alone what the engine has', async () => {
  expect(await runWith(() => Promise.resolve(done))).toEqual({ calls: [], notices: [] });
});

it('is quiet about a tag that the registry lacks: it will be built', async () => {
  const { notices } = await runWith((command) =>
    Promise.resolve(command === 'image' ? missing : { succeeded: false, errors: 'manifest unknown' }),
  );
  expect(notices).toEqual([]);
});

it('asks no registry when there is no engine', async () => {
  const noEngine = { succeeded: false, errors: 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock.' };
  expect(await runWith(() => Promise.resolve(noEngine))).toEqual({ calls: [], notices: [] });
});

it('does nothing where nothing is built', async () => {
  expect(await runWith(() => Promise.resolve(missing), described('production'))).toEqual({ calls: [], notices: [] });
});
