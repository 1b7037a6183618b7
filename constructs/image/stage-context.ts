import { copyFileSync, chmodSync, mkdirSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { BuildContext } from './build-context';

/**
 * Copies exactly what the hash covers to where Terraform runs. So the path in the configuration is relative and the
 * same from every folder and checkout, a saved plan builds the files it was made for, and no builder has to agree with
 * us about ignore rules. Modes are made equal as well: a builder would carry those of the checkout into the image.
 */
export function stageContext(context: BuildContext, destination: string): void {
  rmSync(destination, { recursive: true, force: true });
  mkdirSync(destination, { recursive: true });
  const folders = new Set<string>(['.']);
  for (const entry of context.entries) {
    const from = join(context.folder, entry.path);
    const to = join(destination, entry.path);
    for (let folder = dirname(entry.path); !folders.has(folder); folder = dirname(folder)) folders.add(folder);
    mkdirSync(dirname(to), { recursive: true });
    if (entry.kind === 'link') symlinkSync(readlinkSync(from), to);
    else {
      copyFileSync(from, to);
      chmodSync(to, entry.executable ? 0o755 : 0o644);
    }
  }
  for (const folder of folders) chmodSync(join(destination, folder), 0o755);
  // The rules go along under the name that every builder reads: a Dockerfile that they exclude must not be copied by COPY.
  if (context.ignoreRules !== undefined)
    writeFileSync(join(destination, '.dockerignore'), context.ignoreRules, { mode: 0o644 });
}
