import { setTimeout as sleep } from 'node:timers/promises';
import { unhealthy, type Component, type Health, type Lab } from './component';
import { LabError } from './lab-error';

export type Progress =
  | { readonly type: 'kept'; readonly component: string }
  | {
      readonly type: 'starting';
      readonly component: string;
      readonly purpose: string;
      readonly usualSeconds: number;
      readonly repairing?: string;
    }
  | { readonly type: 'note'; readonly component: string; readonly text: string }
  | {
      readonly type: 'still-waiting';
      readonly component: string;
      readonly seconds: number;
      readonly usualSeconds: number;
      readonly because: string;
    }
  | { readonly type: 'ready'; readonly component: string; readonly seconds: number };

interface RunnerOptions {
  readonly report: (progress: Progress) => void;
  /** Names what ran before, so that starting it counts as a repair and is called so. */
  readonly ranBefore: ReadonlySet<string>;
  /** Last lines that the component said, for the message when it does not start. */
  readonly lastWords: (component: string) => string;
  /** @default 30 */
  readonly heartbeatSeconds?: number;
}

/**
 * Brings every component to health: each one as soon as what it needs is healthy, side by side where nothing forbids it.
 * The first failure stops the rest; what is healthy stays, so that the next run goes on from there.
 */
export async function bringUp(components: readonly Component[], lab: Lab, options: RunnerOptions): Promise<void> {
  const failure = new AbortController();
  const signal = AbortSignal.any([lab.signal, failure.signal]);
  const started = new Map<string, Promise<void>>();
  const anew = new Set<string>();
  for (const component of inOrder(components)) {
    const needs = component.needs.map((name) => started.get(name));
    const work = Promise.all(needs)
      .then(async () => {
        if (await startOne(component, { ...lab, signal }, anew, options)) anew.add(component.name);
      })
      .catch((error: unknown) => {
        failure.abort(error);
        throw error;
      });
    started.set(component.name, work);
  }
  // Wait for all, so that nothing is still at work when the message is printed.
  const results = await Promise.allSettled(started.values());
  lab.signal.throwIfAborted();
  if (results.some(({ status }) => status === 'rejected')) throw failure.signal.reason;
}

/** False where it was left alone, since nothing was wrong with it. */
async function startOne(
  component: Component,
  lab: Lab,
  anew: ReadonlySet<string>,
  options: RunnerOptions,
): Promise<boolean> {
  const { name, purpose, limitSeconds, unsettledBy } = component;
  lab.signal.throwIfAborted();
  const steadySeconds = unsettledBy !== undefined && anew.has(unsettledBy.need) ? unsettledBy.seconds : 0;
  const before = await settled(component, lab, steadySeconds);
  if (before.state === 'healthy') {
    options.report({ type: 'kept', component: name });
    return false;
  }
  const usualSeconds =
    typeof component.usualSeconds === 'number' ? component.usualSeconds : await component.usualSeconds(lab);
  const repairing = options.ranBefore.has(name) ? before.because : undefined;
  options.report({ type: 'starting', component: name, purpose, usualSeconds, repairing });
  const begin = Date.now();
  const limit = AbortSignal.timeout(limitSeconds * 1000);
  const signal = AbortSignal.any([lab.signal, limit]);
  let because: string = 'at work';
  const seconds = (): number => (Date.now() - begin) / 1000;
  const heartbeat = setInterval(
    () => options.report({ type: 'still-waiting', component: name, seconds: seconds(), usualSeconds, because }),
    (options.heartbeatSeconds ?? 30) * 1000,
  );
  const note = (text: string): void => options.report({ type: 'note', component: name, text });
  const working = (text: string): void => void (because = text);
  const own: Lab = { ...lab, signal, note, working };
  try {
    await component.start(own);
    for (;;) {
      const health = await healthOf(component, own);
      if (health.state === 'healthy') break;
      because = health.because;
      if (health.state === 'stopped') throw notReady(name, 'ended at once', options.lastWords(name));
      await sleep(100, undefined, { signal });
    }
    options.report({ type: 'ready', component: name, seconds: seconds() });
    return true;
  } catch (error) {
    // Interrupted, or another component failed: what is starting may go on, the next run finds it ready.
    lab.signal.throwIfAborted();
    await component.stop?.(lab);
    if (limit.aborted)
      throw notReady(name, `is not ready after ${limitSeconds} s: ${because}`, options.lastWords(name));
    if (error instanceof LabError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    const full = /ENOSPC|no space left on device/i.test(why)
      ? `\nA disk is full (\`df -h\` says which). Make room, or move the cache ${lab.paths.cache} with XDG_CACHE_HOME.`
      : '';
    throw notReady(name, `cannot be started: ${why}${full}`, options.lastWords(name));
  } finally {
    clearInterval(heartbeat);
  }
}

/** Its health, once it had the time to recover, or was healthy for so long where it may not stay so. */
async function settled(component: Component, lab: Lab, steadySeconds: number): Promise<Health> {
  const begin = Date.now();
  const patience = (health: Health): number => {
    if (health.state === 'stopped') return 0;
    return (health.state === 'healthy' ? steadySeconds : (component.recoverySeconds ?? 0)) * 1000;
  };
  for (;;) {
    const health = await healthOf(component, lab);
    if (Date.now() - begin >= patience(health)) return health;
    await sleep(200, undefined, { signal: lab.signal });
  }
}

/** A check that cannot be made is no sign of health; its error is the reason. */
export async function healthOf(component: Component, lab: Lab): Promise<Health> {
  try {
    return await component.check(lab);
  } catch (error) {
    return unhealthy(error instanceof Error ? error.message : String(error));
  }
}

function notReady(name: string, what: string, lastWords: string): LabError {
  return new LabError(
    `${name} ${what}\n${lastWords ? `Its last words:\n${lastWords.replace(/^/gm, '  ')}\n` : ''}` +
      `\`npm run lab -- logs ${name}\` shows more, \`npm run lab -- up\` tries again from here, \`npm run lab -- down\` removes everything.`,
  );
}

/** Each component after those it needs; otherwise as listed. */
export function inOrder(components: readonly Component[]): Component[] {
  const byName = new Map(components.map((component) => [component.name, component]));
  const result = new Set<Component>();
  const visit = (component: Component, path: readonly string[]): void => {
    if (result.has(component)) return;
    if (path.includes(component.name))
      throw new Error(`components need each other: ${[...path, component.name].join(' > ')}`);
    for (const need of component.needs) {
      const needed = byName.get(need);
      if (!needed) throw new Error(`${component.name} needs ${need}, which is not a component`);
      visit(needed, [...path, component.name]);
    }
    result.add(component);
  };
  for (const component of components) visit(component, []);
  return [...result];
}
