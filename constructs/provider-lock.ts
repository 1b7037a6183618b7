import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { addCustomSynthesis } from 'cdktf/lib/synthesize/synthesizer';
import type { ISynthesisSession } from 'cdktf/lib/synthesize/types';
import type { TerraformProvider } from 'cdktf/lib/terraform-provider';

/** The version that a stack asks for, and whether it can be built anew under the same number: a published one cannot. */
interface ProviderBuild {
  readonly version: string;
  readonly rebuildable: boolean;
}

/** Drops the checksums of an earlier `init` that the provider of the next one cannot have. */
export function forgetStaleLock(provider: TerraformProvider, build: ProviderBuild): void {
  addCustomSynthesis(provider, {
    onSynthesize: ({ manifest }: ISynthesisSession) =>
      dropStaleLock(
        join(manifest.outdir, manifest.forStack(provider.cdktfStack).workingDirectory),
        provider.terraformResourceType,
        build,
      ),
  });
}

/**
 * Terraform keeps in a stack's folder the version and the checksums of the providers of its first `init`, and refuses
 * any others. Where the stack asks for another version now, or a provider has changed on disk since then, that file is
 * dropped and the next `init` writes it anew. A file that is still right stays: a plan that lies beside it can only be
 * read with it.
 */
export function dropStaleLock(stackFolder: string, provider: string, { version, rebuildable }: ProviderBuild): void {
  const lock = join(stackFolder, '.terraform.lock.hcl');
  const writtenAt = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
  if (writtenAt === undefined) return;
  const locked = new RegExp(`provider "[^"]*/${provider}" \\{\\s*version\\s*=\\s*"([^"]+)"`).exec(
    readFileSync(lock, 'utf8'),
  );
  const other = locked !== null && locked[1] !== version;
  const providers = join(stackFolder, '.terraform', 'providers');
  if (other || (rebuildable && existsSync(providers) && changedSince(writtenAt, providers))) rmSync(lock);
}

/** Followed through links, to where the programs lie; a link that leads nowhere has changed as well. */
function changedSince(time: number, path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isDirectory()) return found === undefined || found.ctimeMs > time;
  return readdirSync(path).some((name) => changedSince(time, join(path, name)));
}
