import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import type typescript from 'typescript';
import { UserError } from '../command';
import { readCached, writeCached } from './cache';

/** Part of every key: raise it when the settings below change. */
const settingsVersion = '1';

/**
 * TypeScript as CommonJS, made once per content and kept in
 * the user's cache, since the compiler alone takes four times as long to load as a whole review.
 */
export function transpiled(source: string, file: string): string {
  const key = createHash('sha256').update(`${settingsVersion}\0${source}`).digest('hex');
  const cached = readCached(key);
  if (cached !== undefined) return cached;
  const compiler = compilerFor(file);
  const { outputText, diagnostics } = compiler.transpileModule(source, {
    fileName: file,
    reportDiagnostics: true,
    compilerOptions: {
      module: compiler.ModuleKind.CommonJS,
      target: compiler.ScriptTarget.ES2022,
      esModuleInterop: true,
    },
  });
  const [first] = diagnostics ?? [];
  if (first !== undefined) {
    const line = first.file?.getLineAndCharacterOfPosition(first.start ?? 0).line ?? 0;
    throw new UserError(`${file}:${line + 1}: ${compiler.flattenDiagnosticMessageText(first.messageText, ' ')}`);
  }
  writeCached(key, outputText);
  return outputText;
}

/** The compiler of the project that the policy belongs to, else the one beside plimsoll. */
function compilerFor(file: string): typeof typescript {
  for (const from of [file, __filename])
    try {
      return createRequire(from)('typescript') as typeof typescript;
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'MODULE_NOT_FOUND') throw error;
    }
  throw new UserError(
    `${file} is TypeScript, and no TypeScript compiler is installed: run npm install --save-dev typescript, or write the policy as plimsoll.config.json or .yaml.`,
  );
}
