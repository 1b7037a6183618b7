import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

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
