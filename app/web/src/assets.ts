import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files that stand beside the bundle, read once at the start. */
export interface Assets {
  readonly style: string;
  readonly script: string;
  /** By file name. */
  readonly migrations: Readonly<Record<string, string>>;
}

export function readAssets(folder: string): Assets {
  const text = (...path: string[]): string => readFileSync(join(folder, ...path), 'utf8');
  const names = readdirSync(join(folder, 'migrations')).filter((name) => name.endsWith('.sql'));
  return {
    style: text('public', 'page.css'),
    script: text('public', 'page.js'),
    migrations: Object.fromEntries(names.map((name) => [name, text('migrations', name)])),
  };
}
