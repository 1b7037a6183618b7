import type { Json } from '../model';
import { isList } from '../plan/json';
import { isPlaceholder, namesCredential } from './credential-names';

/** MySQL and MariaDB documentation, client programs. */
const mysqlClient =
  /(?:^|[/\s])(?:mysql|mariadb)(?:dump|admin|check|import|show|slap|-dump|-admin|-check|-import)?(?:\s|$)/;

/** Most lists of a plan hold no words. */
const none: ReadonlyMap<number, number> = new Map();

/**
 * Where in a list of arguments a credential stands on its own: after `--token`, or as `-pPASSWORD` of a MySQL client.
 * `command` is what runs with these arguments, where it stands in a list of its own. By index: start within the argument.
 */
export function credentialArguments(list: readonly Json[], command: Json | undefined): ReadonlyMap<number, number> {
  if (typeof list[0] !== 'string') return none;
  const found = new Map<number, number>();
  const program = isList(command) ? [...command, ...list] : list;
  const forMysql = program.some((word) => typeof word === 'string' && mysqlClient.test(word));
  list.forEach((word, index) => {
    if (typeof word !== 'string') return;
    const before = list[index - 1];
    if (typeof before === 'string' && isCredentialOption(before) && isValue(word)) found.set(index, 0);
    else if (forMysql && /^-p[^\s]/.test(word) && isValue(word.slice(2))) found.set(index, 2);
  });
  return found;
}

/** `--token`, and not `--token=x`, which holds its value itself, nor `--token-file`. */
const isCredentialOption = (word: string): boolean =>
  /^--?[a-zA-Z][\w.-]*$/.test(word) && (namesCredential(word.replace(/^-+/, '')) || /^--?(?:[\w-]*-)?pwd$/.test(word));

const isValue = (word: string): boolean => !/^[-$]/.test(word) && !isPlaceholder(word);
