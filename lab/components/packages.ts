import { closeSync, existsSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { healthy, unhealthy, type Component, type Lab } from '../component';
import { installCommand, missingPackages, wantedPackages, type DebianPackage } from '../debian';
import { LabError } from '../lab-error';
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

async function install(missing: readonly DebianPackage[], lab: Lab): Promise<void> {
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (args: readonly string[]): Promise<string> =>
    run('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=300', ...args], { signal: lab.signal, environment });
  // --no-remove: a machine that has Docker from elsewhere must not lose it to a package of the same purpose.
  const wanted = ['install', '-y', '--no-install-recommends', '--no-remove', ...missing.map(({ name }) => name)];
  try {
    try {
      await apt(wanted);
    } catch (error) {
      if (!(error instanceof CommandFailed)) throw error;
      // Usually the lists are absent, as on a fresh machine, or older than what the mirror still holds.
      lab.note('refreshing the package lists');
      await apt(['update']);
      await apt(wanted);
    }
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    throw new LabError(
      `Debian packages could not be installed:\n${error.detail}\nInstall them yourself, then run this again:\n  ${installCommand(missing)}`,
    );
  }
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
