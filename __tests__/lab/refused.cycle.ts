import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ports } from '../../lab/layout';
import { describeWithoutLab, paths, plimsoll } from './support/lab-cycle';
import { checkout } from './support/ring';
import { start } from './support/started';

describeWithoutLab('a lab that cannot start', () => {
  it('says all that is in the way at once, and starts nothing', async () => {
    const listener = createServer().listen(ports.registry, '127.0.0.1');
    await once(listener, 'listening');
    // A PATH with what asks questions, and without what a lab is made of.
    const programs = mkdtempSync(join(tmpdir(), 'plimsoll-programs-'));
    for (const name of ['sh', 'cat', 'flock', 'test', 'ss', 'ip'])
      symlinkSync(execFileSync('which', [name], { encoding: 'utf8' }).trim(), join(programs, name));
    try {
      // In a user namespace without a mapping nobody is root, and files can still be read.
      const args = ['--user', process.execPath, plimsoll, 'lab', 'up'];
      const { code, output } = await start('/usr/bin/unshare', args, checkout, { ...process.env, PATH: programs });
      expect(output).toMatch(
        /^The lab cannot start on this machine, and nothing was started; 6 things are in the way:\n/m,
      );
      for (const problem of [
        /You are user 65534; starting a cluster needs root\. Run it in a root shell/,
        /These are missing: etcd, .*\. As root on Debian: apt-get update && apt-get install .*etcd-server/,
        /Go [\d.]+ or newer is needed \(.*\), but `go` is not on the PATH\. Get it: /,
        /Terraform [\d.]+ or newer is needed \(.*\), but `terraform` is not on the PATH\. Get it: /,
        /Docker's command line [\d.]+ or newer is needed \(.*\), but `docker` is not on the PATH\. Get it: /,
        /Port 15000 on 127\.0\.0\.1, which the lab needs for registry, is used by .*\. Stop it, then run this again\./,
      ])
        expect(output).toMatch(problem);
      expect({ code, somethingStarted: existsSync(paths.state) }).toEqual({ code: 1, somethingStarted: false });
    } finally {
      listener.close();
      rmSync(programs, { recursive: true });
    }
  });
});
