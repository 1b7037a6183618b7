/** The one comment of an environment, updated in place. Pure: which comment is ours, and may this run write it. */

export interface Run {
  readonly environment: string;
  readonly commit: string;
  /** Grows with every run of the pipeline, for example `GITHUB_RUN_NUMBER`. */
  readonly number: number;
  readonly url: string;
}

export interface PostedComment {
  readonly id: number;
  readonly author: string;
  readonly body: string;
}

const marker = ({ environment, commit, number }: Run): string =>
  `<!-- plimsoll review ${JSON.stringify({ environment, commit, run: number }).replace(/[<>]/g, '')} -->`;
const markerPattern = /^<!-- plimsoll review (\{[^<>\n]*\}) -->/;

/** The comment's text: an invisible marker, what it is about, then the review or the error. */
export function bodyOf(run: Run, text: string): string {
  const subject = `Release review of <code>${run.environment}</code> for commit ${run.commit.slice(0, 12)} ([run ${run.number}](${run.url}))`;
  return `${marker(run)}\n${subject}\n\n${text}`;
}

type Decision =
  | { readonly kind: 'create' }
  | { readonly kind: 'update'; readonly id: number }
  | { readonly kind: 'keep'; readonly because: string };

/**
 * A run for an older commit never overwrites a newer verdict. Only a comment by our own author counts:
 * anybody can write the marker into a comment of theirs.
 */
export function decide(comments: readonly PostedComment[], author: string, headCommit: string, run: Run): Decision {
  if (headCommit !== run.commit)
    return {
      kind: 'keep',
      because: `commit ${run.commit.slice(0, 12)} is not the newest any more, ${headCommit.slice(0, 12)} is`,
    };
  for (const { id, author: writer, body } of comments) {
    if (writer !== author) continue;
    const posted = markerOf(body);
    if (posted?.environment !== run.environment) continue;
    if (posted.run > run.number)
      return { kind: 'keep', because: `run ${posted.run} has already written a newer review` };
    return { kind: 'update', id };
  }
  return { kind: 'create' };
}

function markerOf(body: string): { readonly environment: string; readonly run: number } | undefined {
  const found = markerPattern.exec(body)?.[1];
  if (found === undefined) return undefined;
  try {
    const { environment, run } = JSON.parse(found) as { environment?: unknown; run?: unknown };
    return typeof environment === 'string' && typeof run === 'number' ? { environment, run } : undefined;
  } catch {
    return undefined;
  }
}
