import type { Mistake } from './invalid-props';

export const portMistake = (port: number): Mistake | false =>
  !(Number.isInteger(port) && port >= 1 && port <= 65535) && {
    property: 'port',
    value: port,
    fix: 'is no port; use 1 to 65535',
  };

/** Kubernetes counts in whole seconds; `least` is 0 or 1. `what` says what fewer would do. */
export const secondsMistake = (property: string, value: number, least: number, what: string): Mistake | false =>
  (!Number.isInteger(value) || value < least) && {
    property,
    value,
    fix: `${what}; use ${least} or more whole seconds`,
  };
