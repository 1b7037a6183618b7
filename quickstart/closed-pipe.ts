/**
 * Whoever reads may have seen enough, as `| head` has. That is no reason to end halfway with a stack, and to leave in
 * the cluster what would have been removed: what follows is written to nobody.
 */
export function goOnUnread(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
}
