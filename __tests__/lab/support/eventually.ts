import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until the check holds; its last failure is the reason when it never does. */
export async function eventually<T>(what: string, seconds: number, check: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > deadline) throw new Error(`${what}: not within ${seconds} s`, { cause: error });
      await sleep(100);
    }
  }
}
