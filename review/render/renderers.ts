import { annotations } from './annotations';
import { html } from './html';
import { json } from './json';
import { junit } from './junit';
import { markdown } from './markdown';
import { sarif } from './sarif';
import { summary } from './summary';
import { terminal } from './terminal';

/** Every format, in the order of `--help`. */
export const renderers = { terminal, markdown, html, json, sarif, junit, annotations, summary } as const;

export type Format = keyof typeof renderers;
