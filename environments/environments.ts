import { lab } from './lab';
import { production } from './production';
import { staging } from './staging';

/** All environments, in the order in which a change travels. The key is the name; the file is `environments/<name>.ts`. */
export const environments: Readonly<Record<string, unknown>> = { lab, staging, production };
