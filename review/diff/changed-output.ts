import type { OutputChange } from '../model';
import { hasUnknown } from '../plan/marks';
import { meaningOf } from './action';
import { sameValue } from './equal';

/** Terraform calls an output updated too where nothing but empty fields comes or goes in it. */
export function isChangedOutput({ actions, before, after, afterUnknown }: OutputChange): boolean {
  return meaningOf(actions).action !== 'no-op' && (hasUnknown(afterUnknown) || !sameValue(before, after));
}
