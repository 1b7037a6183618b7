import { allPages, callerOf, type Forge } from './forge';

interface GitLabSettings {
  readonly apiUrl: string;
  readonly project: string;
  readonly mergeRequest: number;
  readonly token: string;
}

/** Merge-request notes of GitLab. Source: GitLab REST API, notes and users. */
export function gitlab({ apiUrl, project, mergeRequest, token }: GitLabSettings): Forge {
  const call = callerOf(apiUrl, { 'private-token': token });
  const request = `/projects/${encodeURIComponent(project)}/merge_requests/${mergeRequest}`;
  return {
    maxCharacters: 1_000_000,
    author: async () => ((await call('GET', '/user')) as { username: string }).username,
    headCommit: async () => ((await call('GET', request)) as { sha: string }).sha,
    comments: async () =>
      ((await allPages(call, `${request}/notes`)) as { id: number; author: { username: string }; body: string }[]).map(
        ({ id, author, body }) => ({ id, author: author.username, body }),
      ),
    create: async (body) => void (await call('POST', `${request}/notes`, { body })),
    update: async (id, body) => void (await call('PUT', `${request}/notes/${id}`, { body })),
  };
}
