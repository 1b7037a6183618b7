import { closeSync, existsSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { healthy, unhealthy, type Component, type Lab } from '../component';
import { installCommand, missingPackages, wantedPackages, type DebianPackage } from '../debian';
import { LabError } from '../lab-error';
import type { Paths } from '../layout';
import { lastLines } from '../logs';
import { logOf } from '../processes';
import { CommandFailed, run } from '../run';

export const packages: Component = {
  name: 'packages',
  purpose: 'Debian packages that the lab runs: etcd, containerd, the registry and tools',
  needs: [],
  usualSeconds: 25,
  limitSeconds: 900,
  check: async (lab) => {
    const missing = await missingPackages(wantedPackages(lab.record.read().dockerEngine));
    return missing.length === 0 ? healthy : unhealthy(`not installed: ${missing.map(({ name }) => name).join(', ')}`);
  },
  start: async (lab) => {
    const missing = await missingPackages(wantedPackages(lab.record.read().dockerEngine));
    if (missing.length === 0) return;
    lab.note(`installing ${missing.map(({ name }) => name).join(', ')}`);
    await withoutStartingServices(() => install(missing, lab));
  },
  remove: async () => removeOurPolicy(),
};

async function install(missing: readonly DebianPackage[], { paths, note }: Lab): Promise<void> {
  // --no-remove: a machine that has Docker from elsewhere must not lose it to a package of the same purpose.
  const wanted = ['install', '-y', '--no-install-recommends', '--no-remove', ...missing.map(({ name }) => name)];
  try {
    try {
      await apt(paths, wanted);
    } catch (error) {
      if (!(error instanceof CommandFailed)) throw error;
      // Usually the lists are absent, as on a fresh machine, or older than what the mirror still holds.
      note('refreshing the package lists');
      await run('dpkg', ['--configure', '-a']); // a run that was cut off; without one it does nothing
      await apt(paths, ['update']);
      await apt(paths, wanted);
    }
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    throw new LabError(
      `Debian packages could not be installed:\n${error.detail || lastLines(paths, 'packages', 15)}\n` +
        `Install them yourself, then run this again:\n  ${installCommand(missing)}`,
    );
  }
}

/** Neither interrupted nor connected to us: half-configured packages would stop the next installation of anybody. */
function apt(paths: Paths, args: readonly string[]): Promise<string> {
  const options = ['-q', '-o', 'DPkg::Lock::Timeout=300'];
  const script = 'exec apt-get "$@" >> "$0" 2>&1';
  return run('sh', ['-c', script, logOf(paths, 'packages'), ...options, ...args], {
    environment: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}

const policyFile = '/usr/sbin/policy-rc.d';
const policy =
  '#!/bin/sh\n# Written by plimsoll lab: its daemons are started by the lab, not by the packages.\nexit 101\n';

/**
 * Packages of daemons start them at once on a machine with an init system, on the usual ports and with the usual
 * firewall rules. Debian asks this file first; where the machine has one of its own, that one decides.
 */
async function withoutStartingServices(work: () => Promise<void>): Promise<void> {
  removeOurPolicy();
  let ours = false;
  try {
    const file = openSync(policyFile, 'wx', 0o755);
    writeSync(file, policy);
    closeSync(file);
    ours = true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  try {
    await work();
  } finally {
    if (ours) removeOurPolicy();
  }
}

/** Also takes away one that an interrupted run left. */
function removeOurPolicy(): void {
  if (existsSync(policyFile) && readFileSync(policyFile, 'utf8') === policy) rmSync(policyFile);
}
