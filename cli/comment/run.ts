import { readFileSync } from 'node:fs';
import { UserError } from '../command';
import type { Forge } from './forge';
import { github } from './github';
import { gitlab } from './gitlab';
import { bodyOf, decide, errorText, type Run } from './sticky';

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
  const text = textOf(options);
  const { forge, run } = variables['GITLAB_CI'] ? gitlabJob(options, variables) : githubJob(options, variables);
  const decision = decide(await forge.comments(), await forge.author(), await forge.headCommit(), run);
  const body = bodyOf(run, text);
  if (body.length > forge.maxCharacters)
    throw new UserError(
      `The comment would have ${body.length} characters, the place takes ${forge.maxCharacters}; make the review with --limit ${forge.maxCharacters - 1000}.`,
    );
  switch (decision.kind) {
    case 'create':
      await forge.create(body);
      break;
    case 'update':
      await forge.update(decision.id, body);
      break;
    case 'keep':
      process.stderr.write(`Comment left as it is: ${decision.because}.\n`);
      return 0;
  }
  process.stderr.write(`Comment ${decision.kind}d.\n`);
  return 0;
}

function textOf({ review, error }: CommentOptions): string {
  if ((review === undefined) === (error === undefined))
    throw new UserError('Give either --review FILE or --error FILE.');
  const file = (review ?? error) as string;
  try {
    const text = readFileSync(file, 'utf8');
    return review === undefined ? errorText(text) : text;
  } catch {
    throw new UserError(`${file} cannot be read; the step before this one should have written it.`);
  }
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
