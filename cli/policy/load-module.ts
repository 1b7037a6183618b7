import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { compileFunction } from 'node:vm';
import { transpiled } from './transpile';

/**
 * Runs a policy written in TypeScript or JavaScript and returns what it exports. Relative imports are followed in the
 * same way, so that own rules can be files of their own; packages come from where the policy lies.
 */
export function loadModule(file: string, loading: Map<string, { exports: unknown }> = new Map()): unknown {
  const known = loading.get(file);
  if (known !== undefined) return known.exports;
  const module: { exports: unknown } = { exports: {} };
  loading.set(file, module);
  const source = readFileSync(file, 'utf8');
  const code = file.endsWith('.ts') ? transpiled(source, file) : source;
  const requireThere = createRequire(file);
  const own = (name: string): unknown => {
    const path = name.startsWith('.') ? sourceOf(resolve(dirname(file), name)) : undefined;
    return path === undefined ? requireThere(name) : loadModule(path, loading);
  };
  const run = compileFunction(code, ['module', 'exports', 'require', '__filename', '__dirname'], { filename: file });
  run(module, module.exports, own, file, dirname(file));
  return module.exports;
}

/** The TypeScript file that an import means: `./rule`, `./rule.js` and `./rules` all may. */
function sourceOf(path: string): string | undefined {
  const bare = path.replace(/\.js$/, '');
  return [path, `${bare}.ts`, `${bare}/index.ts`].find(
    (candidate) => candidate.endsWith('.ts') && existsSync(candidate),
  );
}
