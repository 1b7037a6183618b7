import { allPages, callerOf, type Forge } from './forge';

interface GitHubSettings {
  readonly apiUrl: string;
  /** `owner/name` */
  readonly repository: string;
  readonly pullRequest: number;
  readonly token: string;
  /** Login our comments carry; a workflow's own token writes as `github-actions[bot]`. */
  readonly author: string;
}

/** Pull-request comments of GitHub. Source: GitHub REST API, issue comments. */
export function github({ apiUrl, repository, pullRequest, token, author }: GitHubSettings): Forge {
  const call = callerOf(`${apiUrl}/repos/${repository}`, {
    authorization: `Bearer ${token}`,
    accept: 'application/vnd.github+json',
    'x-github-api-version': '2022-11-28',
  });
  return {
    maxCharacters: 65_536,
    author: () => Promise.resolve(author),
    headCommit: async () => ((await call('GET', `/pulls/${pullRequest}`)) as { head: { sha: string } }).head.sha,
    comments: async () =>
      (
        (await allPages(call, `/issues/${pullRequest}/comments`)) as {
          id: number;
          user: { login: string } | null;
          body: string;
        }[]
      ).map(({ id, user, body }) => ({ id, author: user?.login ?? '', body })),
    create: async (body) => void (await call('POST', `/issues/${pullRequest}/comments`, { body })),
    update: async (id, body) => void (await call('PATCH', `/issues/comments/${id}`, { body })),
  };
}
