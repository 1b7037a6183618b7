import { existsSync, linkSync, mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { forgetRebuiltProviders } from '../../constructs/provider-lock';
import { temporaryFolder } from '../support/temporary';

/** Longer than the steps in which file systems count time. */
const aMoment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 30));

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
  writeFileSync(lock, 'checksums');
  await aMoment();
  return { stack, mirror, program, lock };
}

it('keeps the checksums while the providers are those of the last init', async () => {
  const { stack, lock } = await initialized();
  forgetRebuiltProviders(stack);
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
  forgetRebuiltProviders(built.stack);
  expect(existsSync(built.lock)).toBe(false);
});

it('has nothing to do before the first init', () => {
  expect(() => forgetRebuiltProviders(temporaryFolder())).not.toThrow();
});
