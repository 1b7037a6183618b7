import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { addCustomSynthesis } from 'cdktf/lib/synthesize/synthesizer';
import type { ISynthesisSession } from 'cdktf/lib/synthesize/types';
import type { TerraformProvider } from 'cdktf/lib/terraform-provider';

/** For a provider that may be built anew under the same version: see `forgetRebuiltProviders`. */
export function forgetRebuilt(provider: TerraformProvider): void {
  addCustomSynthesis(provider, {
    onSynthesize: ({ manifest }: ISynthesisSession) =>
      forgetRebuiltProviders(join(manifest.outdir, manifest.forStack(provider.cdktfStack).workingDirectory)),
  });
}

/**
 * Terraform keeps in a stack's folder the checksums of the providers of its first `init`, and refuses any others of the
 * same version. Where a provider has changed on disk since then, that file is dropped and the next `init` writes it
 * anew. A file that is still right stays: a plan that lies beside it can only be read with it.
 */
export function forgetRebuiltProviders(stackFolder: string): void {
  const lock = join(stackFolder, '.terraform.lock.hcl');
  const writtenAt = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
  if (writtenAt === undefined) return;
  const changed = (path: string): boolean => {
    // Followed through links, to where the program lies; a link that leads nowhere has changed as well.
    const found = statSync(path, { throwIfNoEntry: false });
    if (!found?.isDirectory()) return found === undefined || found.ctimeMs > writtenAt;
    return readdirSync(path).some((name) => changed(join(path, name)));
  };
  const providers = join(stackFolder, '.terraform', 'providers');
  if (existsSync(providers) && changed(providers)) rmSync(lock);
}
