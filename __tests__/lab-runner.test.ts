import { healthy, unhealthy, type Component, type Lab } from '../lab/component';
import { LabError } from '../lab/lab-error';
import { bringUp, inOrder, type Progress } from '../lab/runner';

/** Components that only remember: what is tested is the order and the messages of the runner. */
function component(name: string, needs: string[] = [], more: Partial<Component> = {}): Component {
  let up = false;
  return {
    ...{ name, needs, purpose: `purpose of ${name}`, usualSeconds: 1, limitSeconds: 5 },
    check: async () => (up ? healthy : unhealthy('not started')),
    ...more,
    start: async (lab) => {
      await more.start?.(lab);
      up = true;
    },
  };
}

function lab(signal = new AbortController().signal): Lab {
  return { signal, note: () => undefined, working: () => undefined } as unknown as Lab;
}

function run(components: Component[], { signal, ranBefore = [] }: { signal?: AbortSignal; ranBefore?: string[] } = {}) {
  const events: Progress[] = [];
  const finished = bringUp(components, lab(signal), {
    report: (event) => events.push(event),
    ranBefore: new Set(ranBefore),
    lastWords: (name) => `last words of ${name}`,
    heartbeatSeconds: 0.05,
  });
  const lines = (): string[] => events.map(({ type, component }) => `${type} ${component}`);
  return { events, finished, lines };
}

describe('bringing components up', () => {
  it('starts each after what it needs, whatever the order of the list', async () => {
    const { finished, lines } = run([component('api', ['store']), component('store')]);
    await finished;
    expect(lines()).toEqual(['starting store', 'ready store', 'starting api', 'ready api']);
  });

  it('starts what does not depend on each other side by side', async () => {
    let secondStarts = (): void => undefined;
    const second = new Promise<void>((resolve) => (secondStarts = resolve));
    const { finished, lines } = run([
      component('first', [], { start: () => second }),
      component('second', [], { start: async () => secondStarts() }),
    ]);
    await finished;
    // One after the other, the first would wait for ever.
    expect(lines().slice(0, 2)).toEqual(['starting first', 'starting second']);
  });

  it('leaves alone what is healthy', async () => {
    const { finished, lines } = run([
      component('store', [], {
        check: async () => healthy,
        start: async () => {
          throw new Error('must not be started');
        },
      }),
    ]);
    await finished;
    expect(lines()).toEqual(['kept store']);
  });

  it('gives a running one time to recover instead of starting it anew', async () => {
    const until = Date.now() + 300;
    const { finished, lines } = run([
      component('store', [], {
        recoverySeconds: 5,
        check: async () => (Date.now() > until ? healthy : unhealthy('reconnects')),
        start: () => Promise.reject(new Error('must not be started')),
      }),
    ]);
    await finished;
    expect(lines()).toEqual(['kept store']);
  });

  it('watches one for a while that becomes unhealthy a moment after what it needs was started', async () => {
    let looks = 0;
    const dns = component('dns', ['kubelet'], {
      unsettledBy: { need: 'kubelet', seconds: 5 },
      check: async () => (++looks === 2 ? unhealthy('its pod is not ready') : healthy),
    });
    const { finished, lines } = run([dns, component('kubelet')]);
    await finished;
    expect(lines()).toEqual(['starting kubelet', 'ready kubelet', 'starting dns', 'ready dns']);
  });

  it('leaves it alone when it stays healthy', async () => {
    const dns = component('dns', ['kubelet'], {
      unsettledBy: { need: 'kubelet', seconds: 0.5 },
      check: async () => healthy,
    });
    const { finished, lines } = run([dns, component('kubelet')]);
    await finished;
    expect(lines()).toEqual(['starting kubelet', 'ready kubelet', 'kept dns']);
  });

  it('does not wait for that when what it needs was left alone', async () => {
    let looks = 0;
    const dns = component('dns', ['kubelet'], {
      unsettledBy: { need: 'kubelet', seconds: 60 },
      check: async () => (++looks === 1 ? healthy : unhealthy('looked at twice')),
    });
    await run([dns, component('kubelet', [], { check: async () => healthy })]).finished;
    expect(looks).toBe(1);
  });

  it('calls it a repair, and says of what, when the component ran before', async () => {
    const { finished, events } = run([component('store')], { ranBefore: ['store'] });
    await finished;
    expect(events[0]).toMatchObject({ type: 'starting', repairing: 'not started' });
  });

  it('does not start what needs a component that failed, ends the failed one and quotes its log', async () => {
    const stop = jest.fn(async () => undefined);
    const failing = component('store', [], { start: async () => Promise.reject(new Error('no such program')), stop });
    const { finished, lines } = run([failing, component('api', ['store'])]);
    const error = await finished.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(LabError);
    expect((error as LabError).message).toMatch(
      /store cannot be started: no such program[^]*last words of store[^]*lab -- up/,
    );
    expect(lines()).toEqual(['starting store']);
    expect(stop).toHaveBeenCalledTimes(1);
  });

  it('does not wait for a daemon that has ended', async () => {
    const { finished } = run([component('store', [], { check: async () => ({ state: 'stopped', because: 'gone' }) })]);
    await expect(finished).rejects.toThrow('store ended at once');
  });

  it('gives up after the limit and says what it still waited for', async () => {
    const { finished, lines } = run([
      component('store', [], { limitSeconds: 0.3, check: async () => unhealthy('port is closed') }),
    ]);
    await expect(finished).rejects.toThrow('store is not ready after 0.3 s: port is closed');
    expect(lines()).toContain('still-waiting store');
  });

  it('stops at an interruption with its reason', async () => {
    const interrupt = new AbortController();
    const { finished } = run([component('store', [], { check: async () => unhealthy('never') })], {
      signal: interrupt.signal,
    });
    setTimeout(() => interrupt.abort(new Error('Ctrl-C')), 50);
    await expect(finished).rejects.toThrow('Ctrl-C');
  });

  it('counts a check that cannot be made as no sign of health', async () => {
    let started = false;
    const { finished, lines } = run([
      component('store', [], {
        check: async () => (started ? healthy : Promise.reject(new Error('cannot look'))),
        start: async () => {
          started = true;
        },
      }),
    ]);
    await finished;
    expect(lines()).toEqual(['starting store', 'ready store']);
  });
});

describe('the order of components', () => {
  it('refuses a circle and names it', () => {
    expect(() => inOrder([component('a', ['b']), component('b', ['a'])])).toThrow('a > b > a');
  });

  it('refuses a need that nobody fulfils', () => {
    expect(() => inOrder([component('a', ['nothing'])])).toThrow('a needs nothing');
  });
});
