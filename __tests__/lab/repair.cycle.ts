import { setTimeout as sleep } from 'node:timers/promises';
import { Api } from '../../lab/api';
import { daemonOf, labProcesses } from '../../lab/processes';
import { daemons } from './support/daemons';
import { describeWithoutLab, lab, paths, startLab, startQuickstart, whatIsWrong } from './support/lab-cycle';

/** In order: each test goes on with the lab of the one before it. */
describeWithoutLab('a lab that was disturbed', () => {
  afterAll(() => {
    lab('down');
  });

  it.each(['etcd', 'kubelet', 'docker'])(
    'is interrupted by Ctrl-C once %s is ready, and says how it goes on',
    async (component) => {
      const up = startLab('up');
      await up.says(new RegExp(`\\] ${component} +ready`));
      up.interrupt();
      const { code, output } = await up;
      expect(output).toMatch(/Interrupted\. What runs already stays\. `npm run lab -- up` goes on from here/);
      expect(code).toBe(130);
      lab('down');
    },
  );

  it('is interrupted in quickstart, and completed by the next `up`', async () => {
    const quickstart = startQuickstart();
    await quickstart.says(/\] etcd +ready/);
    quickstart.interrupt();
    const { code, output } = await quickstart;
    expect(output).toContain('Ended in phase "lab". Run npm run quickstart again');
    expect(code).toBe(130);
    lab('up');
    expect(await whatIsWrong()).toEqual({ code: 0, wrong: [] });
  });

  it('knows the daemons of this table and no other', () => {
    const found = labProcesses().map(({ component, program }) => `${component} ${program}`);
    const known = daemons.map((names) => names.join(' '));
    expect(known.filter((one) => !found.includes(one))).toEqual([]);
    expect([...new Set(found.map((one) => one.split(' ')[0]))].sort()).toEqual(daemons.map(([name]) => name).sort());
  });

  it.each(daemons)('is repaired after %s was killed', async (component, program) => {
    process.kill(daemonOf(component, program)?.pid as number, 'SIGKILL');
    const seen = await whatIsWrong();
    expect(seen.code).toBe(1);
    expect(seen.wrong).toContain(`${component}: its process does not run`);
    lab('up');
    expect(await whatIsWrong()).toEqual({ code: 0, wrong: [] });
  });

  it('calls network policies enforced only while a connection that one refuses is refused', async () => {
    expect(lab('status')).toMatch(/^network-policy +enforced/m);
    await new Api(paths).delete('/apis/networking.k8s.io/v1/namespaces/plimsoll-lab-probe/networkpolicies/one-port');
    const notEnforced = 'network-policy: not enforced: a connection that a policy refuses is admitted';
    for (let second = 0; !(await whatIsWrong()).wrong.includes(notEnforced); second++) {
      if (second === 60) throw new Error('status never noticed that nothing is refused any more');
      await sleep(1000);
    }
    lab('up');
    expect(lab('status')).toMatch(/^network-policy +enforced/m);
  });
});
