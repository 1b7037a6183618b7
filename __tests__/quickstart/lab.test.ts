import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { labEnvironment } from '../../quickstart/lab';
import { PhaseFailed } from '../../quickstart/phase-failed';
import { temporaryFolder } from '../support/temporary';

/** A checkout with a STAND-IN for `plimsoll lab env`. */
function checkoutSaying(script: string): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'dist', 'cli'), { recursive: true });
  writeFileSync(join(folder, 'dist', 'cli', 'main.js'), script);
  return folder;
}

it('has what `lab env` exports, with line breaks, beside what was there', async () => {
  const checkout = checkoutSaying(
    `process.stdout.write("export KUBECONFIG='/a b/config'\\nexport TWO='first\\nsecond=line'")`,
  );
  const environment = await labEnvironment(checkout);
  expect(environment).toMatchObject({
    KUBECONFIG: '/a b/config',
    TWO: 'first\nsecond=line',
    PATH: process.env['PATH'],
  });
  expect(Object.keys(environment).filter((name) => name.startsWith('plimsoll'))).toEqual([]);
});

it('ends with what `lab env` says when it fails', async () => {
  const checkout = checkoutSaying(
    "process.stderr.write('The lab is not up. Start it: npm run lab -- up\\n'); process.exit(1)",
  );
  const failing = labEnvironment(checkout);
  await expect(failing).rejects.toThrow(PhaseFailed);
  await expect(failing).rejects.toThrow(
    /^npm run lab -- env failed: The lab is not up\. Start it: npm run lab -- up\n.*run this again\.$/,
  );
});

it('ends with the reason of whoever interrupts it', async () => {
  const abort = new AbortController();
  const waiting = labEnvironment(checkoutSaying('setTimeout(() => undefined, 500)'), abort.signal);
  abort.abort(new Error('interrupted'));
  await expect(waiting).rejects.toThrow('interrupted');
});
