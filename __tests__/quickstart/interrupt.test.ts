import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runChild } from '../../quickstart/child';
import { interruptCdktf } from '../../quickstart/interrupt';
import { temporaryFolder } from '../support/temporary';

/**
 * STAND-INS for cdktf and Terraform with the behaviour that matters here. Terraform needs a moment to save its state (or
 * ends well: it had nothing left to do), and gives up at the second signal. cdktf runs one Terraform after the other, ends when one failed, and, interrupted
 * itself, ends at once and takes Terraform with it.
 */
const terraform = `
  const { appendFileSync } = require('node:fs');
  const [, , log, ending] = process.argv;
  let asked = 0;
  process.on('SIGINT', () => {
    appendFileSync(log, 'asked ');
    if (++asked > 1) process.exit(1);
    if (ending === 'well') setTimeout(() => (appendFileSync(log, 'finished '), process.exit(0)), 100);
    else setTimeout(() => (appendFileSync(log, 'saved '), process.exit(1)), 300);
  });
  appendFileSync(log, 'started ');
  setInterval(() => undefined, 1000);
`;
const cdktf = `
  const { spawn } = require('node:child_process');
  const { appendFileSync } = require('node:fs');
  const [, , folder, log, ...runs] = process.argv;
  let current;
  process.on('SIGINT', () => {
    appendFileSync(log, 'cdktf-interrupted ');
    current?.kill('SIGKILL');
    process.exit(1);
  });
  const next = () => {
    const ending = runs.shift();
    if (ending === undefined) process.exit(0);
    current = spawn(folder + '/terraform', [folder + '/terraform.js', log, ending], { stdio: 'ignore' });
    current.on('exit', (code) => (code === 0 ? next() : process.exit(1)));
  };
  appendFileSync(log, 'cdktf ');
  if (runs[0] === 'synth') setInterval(() => undefined, 1000);
  else next();
`;

/** Runs them as quickstart does, interrupts when the log says so, and returns the log. */
async function interrupted(runs: readonly string[], when: string): Promise<string> {
  const folder = temporaryFolder();
  const log = join(folder, 'log');
  const read = (): string => (existsSync(log) ? readFileSync(log, 'utf8') : '');
  writeFileSync(join(folder, 'terraform.js'), terraform);
  writeFileSync(join(folder, 'cdktf.js'), cdktf);
  // A process is called what its program is called.
  symlinkSync(process.execPath, join(folder, 'terraform'));
  const abort = new AbortController();
  const waiting = setInterval(() => {
    if (read().endsWith(when)) abort.abort(new Error('interrupted'));
  }, 20);
  try {
    const running = runChild(process.execPath, [join(folder, 'cdktf.js'), folder, log, ...runs], {
      shown: 'cdktf',
      cwd: folder,
      env: process.env,
      signal: abort.signal,
      interrupt: (child) => interruptCdktf(child, 'terraform'),
    });
    await expect(running).rejects.toThrow('interrupted');
  } finally {
    clearInterval(waiting);
  }
  return read().trim();
}

it('asks Terraform once, and waits until its state is saved', async () => {
  expect(await interrupted(['early'], 'started ')).toBe('cdktf started asked saved');
});

it('interrupts cdktf itself while there is no Terraform yet', async () => {
  expect(await interrupted(['synth'], 'cdktf ')).toBe('cdktf cdktf-interrupted');
});

it('asks also a Terraform that ends well and the one that follows it', async () => {
  const log = await interrupted(['well', 'early'], 'started ');
  // One that is asked before it has begun ends at once.
  expect(log).toMatch(/^cdktf started asked finished( started asked saved)?$/);
});

it('does not take a run that ended well for a success after an interruption', async () => {
  expect(await interrupted(['well'], 'started ')).toBe('cdktf started asked finished');
});
