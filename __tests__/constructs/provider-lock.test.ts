import { existsSync, linkSync, mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dropStaleLock } from '../../constructs/provider-lock';
import { temporaryFolder } from '../support/temporary';

/** Longer than the steps in which file systems count time. */
const aMoment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 30));

const same = { version: '2.20.0-dev', rebuildable: true };

/** A stack's folder after `init` from a mirror: a link to the provider, and checksums written down afterwards. */
async function initialized() {
  const stack = temporaryFolder();
  const mirror = temporaryFolder();
  const program = join(mirror, 'terraform-provider-kubernetes_v2.20.0-dev');
  writeFileSync(program, 'as built first');
  const providers = join(
    stack,
    '.terraform',
    'providers',
    'registry.terraform.io',
    'hashicorp',
    'kubernetes',
    '2.20.0',
  );
  mkdirSync(providers, { recursive: true });
  symlinkSync(mirror, join(providers, 'linux_amd64'));
  const lock = join(stack, '.terraform.lock.hcl');
  await aMoment();
  writeFileSync(
    lock,
    'provider "registry.terraform.io/hashicorp/kubernetes" {\n  version     = "2.20.0-dev"\n  hashes = ["h1:x"]\n}\n',
  );
  await aMoment();
  return { stack, mirror, program, lock };
}

it('keeps the checksums while the providers are those of the last init', async () => {
  const { stack, lock } = await initialized();
  dropStaleLock(stack, 'kubernetes', same);
  expect(existsSync(lock)).toBe(true);
});

it.each<[string, (built: Awaited<ReturnType<typeof initialized>>) => void]>([
  ['another program was put in its place', ({ program }) => (rmSync(program), writeFileSync(program, 'built anew'))],
  [
    'an older build came back under another name',
    ({ mirror, program }) => {
      const older = join(mirror, 'older');
      writeFileSync(older, 'built long ago');
      utimesSync(older, new Date(0), new Date(0));
      rmSync(program);
      linkSync(older, program);
      rmSync(older);
    },
  ],
  ['the mirror is gone', ({ mirror }) => rmSync(mirror, { recursive: true })],
])('drops them when %s', async (_what, change) => {
  const built = await initialized();
  change(built);
  dropStaleLock(built.stack, 'kubernetes', same);
  expect(existsSync(built.lock)).toBe(false);
});

it('drops them when the stack asks for another version than the one they are of', async () => {
  const { stack, lock } = await initialized();
  dropStaleLock(stack, 'docker', { version: '3.6.2', rebuildable: false });
  expect(existsSync(lock)).toBe(true);
  dropStaleLock(stack, 'kubernetes', { version: '2.38.0', rebuildable: false });
  expect(existsSync(lock)).toBe(false);
});

it('takes a published version for what it is, whenever it was downloaded', async () => {
  const { stack, lock, program } = await initialized();
  writeFileSync(program, 'downloaded again');
  dropStaleLock(stack, 'kubernetes', { ...same, rebuildable: false });
  expect(existsSync(lock)).toBe(true);
});

it('has nothing to do before the first init', () => {
  expect(() => dropStaleLock(temporaryFolder(), 'kubernetes', same)).not.toThrow();
});
