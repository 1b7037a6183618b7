import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Packs `plimsoll` as `npm run bundle`, from the top of the checkout. Why: docs/decisions/one-file-package.md.
 * Parsers that most reviews never need stay in files of their own, loaded when first used.
 */
const folder = 'dist/plimsoll';
const loadedLater = ['yaml', 'diff'];

const places: Plugin = {
  name: 'places',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(yaml|diff)$/ }, ({ path, kind }) =>
      kind === 'entry-point' ? undefined : { path: `./${path}.js`, external: true },
    );
    // What needs a checkout is not packed: there it lies compiled beside the package.
    onResolve({ filter: /^\.\/commands\/(lab|bootstrap)\.js$/ }, ({ path }) => ({
      path: path.replace('./', '../cli/'),
      external: true,
    }));
    onResolve({ filter: /^\.\/planned\.js$/ }, () => ({ path: '../cli/review/planned.js', external: true }));
    // Commander needs it only for commands that are programs of their own, and it is a third of the start.
    onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      importer.includes('commander') ? { path: 'nothing', namespace: 'nothing' } : undefined,
    );
    onLoad({ filter: /./, namespace: 'nothing' }, () => ({ contents: '' }));
  },
};

const settings = {
  outdir: folder,
  plugins: [places],
  bundle: true,
  platform: 'node' as const,
  target: 'node20.9',
  format: 'cjs' as const,
  minify: true,
  // Code that runs from a cache of compiled code cannot import.
  supported: { 'dynamic-import': false },
  // Not linked from the code: it decodes the stack of a bug report and costs no start.
  sourcemap: 'external' as const,
  sourcesContent: false,
  metafile: true as const,
} satisfies BuildOptions;

const byName = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, name]));

/** A plan that leads through most of the review. */
const typicalPlan = '__tests__/fixtures/plans/kubernetes/image-bump.json';

function writeCodeCache(): void {
  const files = [join(folder, 'plimsoll.js'), join(folder, 'plimsoll.cache'), typicalPlan];
  execFileSync(process.execPath, [join(__dirname, 'write-code-cache.js'), ...files], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** Their licences ask that their text goes wherever the code goes. */
function licences(bundles: readonly Metafile[]): string {
  const inputs = bundles.flatMap((bundle) => Object.keys(bundle.inputs));
  const roots = inputs.flatMap((path) => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []);
  return [...new Set(roots)]
    .sort()
    .map((root) => {
      const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, string>;
      const file = readdirSync(root).find((each) => /^licen[cs]e/i.test(each));
      if (file === undefined) throw new Error(`${root} has no licence file; its text belongs into the package.`);
      return `${name} ${version}\n\n${readFileSync(join(root, file), 'utf8').trim()}\n`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}

async function main(): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  const { metafile } = await build({
    ...settings,
    entryPoints: { plimsoll: 'cli/main.ts' },
    // One function, so that it can be run from the compiled code beside it.
    banner: { js: '(function (require, __filename, __dirname) {' },
    footer: { js: '})' },
  });
  const later = await build({ ...settings, entryPoints: { ...byName(loadedLater), main: 'cli/start.ts' } });
  writeFileSync(join(folder, 'THIRD-PARTY-LICENSES.txt'), licences([metafile, later.metafile]));
  chmodSync(join(folder, 'main.js'), 0o755);
  writeCodeCache();
}

void main();
