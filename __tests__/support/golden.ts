import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const folder = join(__dirname, '..', 'goldens');

/** Compares with a whole document that a reviewer reads as users will. Written only by `npm run goldens`. */
export function expectGolden(name: string, text: string): void {
  const file = join(folder, name);
  if (process.env['UPDATE_GOLDENS'] === '1') {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  if (!existsSync(file)) throw new Error(`There is no golden ${name}; write it with npm run goldens and read it.`);
  expect(text).toBe(readFileSync(file, 'utf8'));
}

/** All documents below a folder of goldens, sorted. */
export const goldensIn = (name: string): readonly string[] =>
  readdirSync(join(folder, name), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(join(folder, name), join(entry.parentPath, entry.name)))
    .sort();
