import { readFileSync } from 'node:fs';
import { UserError } from '../command';
import { errorText } from './error-text';
import { attempts, ForgeOverloaded, pauseAfter, type Forge } from './forge';
import { github } from './github';
import { gitlab } from './gitlab';
import { bodyOf, decide, type Run } from './sticky';

export interface CommentOptions {
  readonly environment: string;
  readonly review?: string;
  readonly error?: string;
  readonly commit?: string;
  readonly pullRequest?: string;
  readonly author: string;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** Posts or updates the comment; says on standard error what it did. */
export async function runComment(options: CommentOptions, variables: Variables): Promise<number> {
  const content = contentOf(options);
  const { forge, run } = variables['GITLAB_CI'] ? gitlabJob(options, variables) : githubJob(options, variables);
  const body = bodyWithin(forge.maxCharacters, run, content);
  process.stderr.write(`${await post(forge, run, body)}\n`);
  return 0;
}

/**
 * Says what was done. An overloaded service may have stored a comment whose creation it answers with an error, so what
 * stands there is read again before it is created once more.
 */
async function post(forge: Forge, run: Run, body: string, attempt = 1): Promise<string> {
  const decision = decide(await forge.comments(), await forge.author(), await forge.headCommit(), run);
  switch (decision.kind) {
    case 'create':
      try {
        await forge.create(body);
      } catch (error) {
        if (!(error instanceof ForgeOverloaded) || attempt === attempts) throw error;
        await pauseAfter(attempt);
        return post(forge, run, body, attempt + 1);
      }
      return 'Comment created.';
    case 'update':
      await forge.update(decision.id, body);
      return 'Comment updated.';
    case 'keep':
      return `Comment left as it is: ${decision.because}.`;
  }
}

interface Content {
  readonly kind: 'review' | 'error';
  readonly text: string;
}

function contentOf({ review, error }: CommentOptions): Content {
  if ((review === undefined) === (error === undefined))
    throw new UserError('Give either --review FILE or --error FILE.');
  const file = (review ?? error) as string;
  try {
    return { kind: review === undefined ? 'error' : 'review', text: readFileSync(file, 'utf8') };
  } catch {
    throw new UserError(`${file} cannot be read; the step before this one should have written it.`);
  }
}

/** An error always fits, or the verdict of an earlier commit would stand where there is no review any more. */
function bodyWithin(maxCharacters: number, run: Run, { kind, text }: Content): string {
  if (kind === 'error') return bodyOf(run, errorText(text, maxCharacters - bodyOf(run, '').length));
  const body = bodyOf(run, text);
  if (body.length <= maxCharacters) return body;
  throw new UserError(
    `The comment would have ${body.length} characters, the place takes ${maxCharacters}; make the review with --limit ${maxCharacters - 1000}.`,
  );
}

interface Job {
  readonly forge: Forge;
  readonly run: Run;
}

function githubJob(options: CommentOptions, variables: Variables): Job {
  const wanted = needed(variables, [
    'GITHUB_API_URL',
    'GITHUB_SERVER_URL',
    'GITHUB_REPOSITORY',
    'GITHUB_TOKEN',
    'GITHUB_RUN_NUMBER',
    'GITHUB_RUN_ID',
  ]);
  const pullRequest = Number(options.pullRequest);
  if (!Number.isInteger(pullRequest) || !options.commit)
    throw new UserError('On GitHub, give --pull-request NUMBER and --commit SHA.');
  return {
    forge: github({
      apiUrl: wanted.GITHUB_API_URL,
      repository: wanted.GITHUB_REPOSITORY,
      pullRequest,
      token: wanted.GITHUB_TOKEN,
      author: options.author,
    }),
    run: {
      environment: options.environment,
      commit: options.commit,
      number: Number(wanted.GITHUB_RUN_NUMBER),
      url: `${wanted.GITHUB_SERVER_URL}/${wanted.GITHUB_REPOSITORY}/actions/runs/${wanted.GITHUB_RUN_ID}`,
    },
  };
}

function gitlabJob(options: CommentOptions, variables: Variables): Job {
  const wanted = needed(variables, [
    'CI_API_V4_URL',
    'CI_PROJECT_ID',
    'CI_MERGE_REQUEST_IID',
    'GITLAB_TOKEN',
    'CI_COMMIT_SHA',
    'CI_PIPELINE_IID',
    'CI_PIPELINE_URL',
  ]);
  return {
    forge: gitlab({
      apiUrl: wanted.CI_API_V4_URL,
      project: wanted.CI_PROJECT_ID,
      mergeRequest: Number(wanted.CI_MERGE_REQUEST_IID),
      token: wanted.GITLAB_TOKEN,
    }),
    run: {
      environment: options.environment,
      commit: options.commit ?? wanted.CI_COMMIT_SHA,
      number: Number(wanted.CI_PIPELINE_IID),
      url: wanted.CI_PIPELINE_URL,
    },
  };
}

function needed<Name extends string>(
  variables: Variables,
  names: readonly Name[],
): { readonly [name in Name]: string } {
  const missing = names.filter((name) => !variables[name]);
  if (missing.length > 0)
    throw new UserError(
      `Missing in the environment: ${missing.join(', ')}. The CI system sets them; tokens are given by the job.`,
    );
  return variables as { readonly [name in Name]: string };
}
