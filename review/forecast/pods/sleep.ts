/** How long a preStop command sleeps, as far as its words show. */

/**
 * Seconds of a `sleep N` anywhere in a command that a shell reads, or that is `sleep` itself; undefined when there is none, or
 * when nothing waits for it.
 */
export function sleepIn(command: readonly string[]): number | undefined {
  const shell = command.findIndex((word) => shells.test(word));
  const script =
    shell < 0 ? undefined : command.slice(shell + 1).find((_, index, words) => runs.test(words[index - 1] ?? ''));
  if (script !== undefined) return sleepInScript(script);
  // The first word is the name of a program: one with a space in it there is not.
  return /\s/.test(command[0] ?? '') ? undefined : secondsOf(alone.exec(command.join(' ')));
}

const shells = /^(?:\S*\/)?(?:ba|da|a|k|z)?sh$/;
/** The option after which a shell is given what to run, alone or with others. */
const runs = /^-[a-z]*c$/;

const alone = /^(?:\S*\/)?(?:busybox )?(?:\S*\/)?sleep (\d+(?:\.\d+)?)(s|m)?$/;
const within = /(?:^|[\s/])sleep\s+(\d+(?:\.\d+)?)(s|m)?(?=$|\s)/;

/** Nobody waits for what a shell puts into the background, and what is printed is not run. */
function sleepInScript(script: string): number | undefined {
  const waitedFor = script
    .replace(/&>|\d*>&\d*/g, ' ')
    .replace(/[({][^(){}]*[)}]\s*&(?!&)/g, ' ')
    .matchAll(/([^;&|(){}\n]+)(&&|&)?/g);
  for (const [, simple = '', end] of waitedFor) {
    const seconds = end === '&' || printed.test(simple) ? undefined : secondsOf(within.exec(simple));
    if (seconds !== undefined) return seconds;
  }
  return undefined;
}

const printed = /^\s*(?:echo|printf|#)/;

const secondsOf = (found: RegExpExecArray | null): number | undefined =>
  found === null ? undefined : Number(found[1]) * (found[2] === 'm' ? 60 : 1);
