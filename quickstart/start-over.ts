import type { DescribedEnvironment } from '../release/description';
import { shellWord } from '../release/shell-word';

/** The two versions of the sample application. */
export const sampleVersions = { from: '1.0.0', to: '2.0.0' } as const;

type Decision = { readonly kind: 'go-on'; readonly said: string } | { readonly kind: 'refuse'; readonly why: string };

/**
 * Whether quickstart may deploy version 1 over what it found; nobody is asked after this. Outside of the lab whatever is
 * deployed may be somebody's release: an application of one's own grows in `app/` under the sample's names, and its
 * versions 1.0.0 and 2.0.0 look like those of an earlier quickstart.
 */
export function decide(
  found: string | undefined,
  { name, namespaces }: Pick<DescribedEnvironment, 'name' | 'namespaces'>,
  startOver: boolean,
): Decision {
  const { application } = namespaces;
  const { from } = sampleVersions;
  if (found === undefined) return { kind: 'go-on', said: `Nothing is deployed in namespace ${application} yet.` };
  if (name === 'lab' || startOver)
    return {
      kind: 'go-on',
      said: `Found version ${found} in namespace ${application}; starting again from version ${from}. Its orders stay.`,
    };
  const environment = shellWord(name);
  return {
    kind: 'refuse',
    why:
      `Version ${found} is deployed in namespace ${application} of environment "${name}": your own, or what an earlier quickstart left. ` +
      `Quickstart would deploy version ${from} over it without asking. Nothing was changed.\n` +
      `To release the version of the environment file: PLIMSOLL_ENVIRONMENT=${environment} npx cdktf deploy '*'\n` +
      `To start again from version ${from} all the same: npm run quickstart -- --environment ${environment} --start-over`,
  };
}
