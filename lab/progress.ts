import type { Component } from './component';
import { inOrder, type Progress } from './runner';

/** Writes one line per event; a line stays true after it was printed, so it suits terminals and logs alike. */
export function progressLines(
  components: readonly Component[],
  write: (line: string) => void,
): (progress: Progress) => void {
  const order = inOrder(components).map(({ name }) => name);
  const width = Math.max(...order.map((name) => name.length));
  const digits = String(order.length).length;
  return (progress) => {
    const position = String(order.indexOf(progress.component) + 1).padStart(digits);
    write(`[${position}/${order.length}] ${progress.component.padEnd(width)}  ${sentence(progress)}`);
  };
}

function sentence(progress: Progress): string {
  switch (progress.type) {
    case 'kept':
      return 'is there';
    case 'starting': {
      const usual = `usually ${duration(progress.usualSeconds)}`;
      return progress.repairing === undefined
        ? `${progress.purpose} (${usual})`
        : `repairing: ${progress.repairing} (${usual})`;
    }
    case 'note':
      return progress.text;
    case 'still-waiting':
      return `after ${duration(progress.seconds)} of usually ${duration(progress.usualSeconds)}: ${progress.because}`;
    case 'ready':
      return `ready after ${duration(progress.seconds)}`;
  }
}

export function duration(seconds: number): string {
  if (seconds < 1) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 90) return `${whole} s`;
  const rest = whole % 60;
  return `${Math.floor(whole / 60)} min${rest === 0 ? '' : ` ${rest} s`}`;
}
