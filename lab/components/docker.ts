import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { healthy, unhealthy, type Component } from '../component';
import { daemon } from '../daemon';
import { stopDaemon } from '../processes';
import { engineHost, engineVersion, existingEngine, ownEngine } from '../docker-engine';
import { controlGroup, networks, type Paths } from '../layout';

const name = 'docker';

const execRoot = ({ state }: Paths): string => join(state, 'docker-run');
const pidFile = ({ state }: Paths): string => join(state, 'docker.pid');

const own = daemon({
  name,
  program: 'dockerd',
  purpose: 'builds images',
  needs: ['packages', 'host-network'],
  usualSeconds: 3,
  limitSeconds: 60,
  prepare: async ({ paths }) => {
    writeFileSync(join(paths.config, 'docker.json'), '{}\n');
    // One that was killed leaves its containerd behind, which the next one neither gets on with nor ends.
    await stopDaemon(name, 'dockerd');
    await stopDaemon(name, 'containerd');
    // It also leaves their pid files, and while init has not reaped those processes they are taken for running.
    for (const file of [pidFile(paths), join(execRoot(paths), 'containerd', 'containerd.pid')])
      rmSync(file, { force: true });
  },
  arguments: ({ paths }) => [
    // A file of our own: one at the usual place belongs to another engine.
    `--config-file=${join(paths.config, 'docker.json')}`,
    `--host=${ownEngine(paths)}`,
    `--data-root=${join(paths.state, 'docker')}`,
    `--exec-root=${execRoot(paths)}`,
    `--pidfile=${pidFile(paths)}`,
    `--bridge=${networks.containers.bridge}`,
    // Its rules would cut pods off from each other; host-network has the one rule that it needs.
    ...['--iptables=false', '--ip6tables=false', '--ip-masq=false', '--userland-proxy=false'],
    ...['--exec-opt=native.cgroupdriver=cgroupfs', `--cgroup-parent=/${controlGroup}/docker`],
    '--log-level=warn',
  ],
  wrong: async ({ paths }) =>
    (await engineVersion(ownEngine(paths))) === undefined ? `${ownEngine(paths)} does not answer` : undefined,
});

/** An engine that runs already is used and left alone; only where there is none the lab runs its own. */
export const docker: Component = {
  ...own,
  purpose: 'builds images',
  leaves: ['/etc/docker/key.json'],
  leavesEmpty: ['/etc/docker', '/run/docker', '/var/lib/docker'],
  check: async (lab) => {
    if (lab.record.read().dockerEngine !== 'existing') return own.check(lab);
    const host = await existingEngine(lab.environment, lab.paths);
    return host
      ? { ...healthy, detail: `${host}, not ours` }
      : unhealthy('the engine that was there at `lab up` does not answer');
  },
  start: async (lab) => {
    if (lab.record.read().dockerEngine === 'existing') {
      if (await existingEngine(lab.environment, lab.paths)) return;
      lab.note('the engine that was there before is gone, so the lab starts its own');
      lab.record.change({ dockerEngine: 'own' });
    }
    await own.start(lab);
  },
  version: async ({ environment, paths, record }) =>
    (await engineVersion(await engineHost(environment, paths, record.read().dockerEngine ?? 'own'))) ?? 'unknown',
};
