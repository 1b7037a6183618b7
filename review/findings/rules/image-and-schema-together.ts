import type { Thing } from '../release';
import type { Rule } from '../rule';
import { containerChanges } from '../view/containers';
import { textAt } from '../../kubernetes-object/value';

/** Words of commands that change a schema. */
const migrates = /migrat|schema|alembic|flyway|liquibase|db:|prisma/i;

export const imageAndSchemaTogether: Rule = {
  id: 'image-and-schema-together',
  severity: 'medium',
  on: 'change',
  what: 'A migration of the schema and the image that needs it in one release',
  why: 'While pods roll, old and new version run against the new schema; if the release fails, the old version has to live with it.',
  remedy: 'Migrate so that both versions can work with it (expand, then contract), or release the migration first.',
  *check({ things }) {
    const rolled = new Set<string>();
    for (const { at, before, after } of containerChanges(things)) {
      const [was, is] = [textAt(before, 'image'), textAt(after, 'image')];
      if (at.kind !== 'Job' && was !== undefined && is !== undefined && was !== is) rolled.add(at.title);
    }
    if (rolled.size === 0) return;
    for (const { at, name, before, after, isInit } of containerChanges(things)) {
      if (after === undefined || (at.kind !== 'Job' && !isInit)) continue;
      const text = JSON.stringify([name, (after as { command?: unknown }).command, (after as { args?: unknown }).args]);
      if (!migrates.test(`${text} ${at.name ?? ''}`) || !runsAgain(at, before, after)) continue;
      yield {
        at,
        subject: name,
        message: `${at.title} changes the schema in the release that also rolls ${[...rolled][0]}${rolled.size > 1 ? ` and ${rolled.size - 1} more` : ''}.`,
      };
    }
  },
};

/** A Job runs when it is made; an init container whenever its pod starts, so a new image of it runs. */
const runsAgain = (at: Thing, before: unknown, after: unknown): boolean =>
  at.kind === 'Job'
    ? at.action === 'create' || at.action === 'replace'
    : textAt(before, 'image') !== textAt(after, 'image');
