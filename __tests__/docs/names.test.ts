import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { scripts } from '../../package.json';

const checkout = resolve(__dirname, '..', '..');
const pages = execFileSync('git', ['ls-files', '*.md', ':(exclude)__tests__'], { cwd: checkout, encoding: 'utf8' })
  .trim()
  .split('\n');
const read = (page: string): string => readFileSync(join(checkout, page), 'utf8');
const all = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map(([, name = '']) => name);

it('finds the pages', () => expect(pages).toEqual(expect.arrayContaining(['README.md', 'docs/forecast.md'])));

describe.each(pages)('%s', (page) => {
  it('names only commands that there are', () =>
    expect(all(read(page), /npm run (?:-s |--silent )?([\w:-]+)/g).filter((name) => !(name in scripts))).toEqual([]));

  it('links only files that there are', () => {
    const links = all(read(page), /\]\(([^)#\s]+)/g).filter((link) => !link.includes('://'));
    expect(links.filter((link) => !existsSync(join(checkout, dirname(page), link)))).toEqual([]);
  });

  it('names only paths that there are', () => {
    const top =
      /`((?:app|bench|cli|constructs|docs|environments|kubernetes|lab|load|proof|quickstart|release|review|stacks)\/[\w./-]+)`/g;
    const paths = all(read(page), top).filter((path) => !path.includes('NAME'));
    expect(paths.filter((path) => !existsSync(join(checkout, path)))).toEqual([]);
  });
});
