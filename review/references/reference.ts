/** One object naming another, or one of its keys. */
export interface Reference {
  readonly kind: string;
  /** Absent for the object's own. */
  readonly namespace?: string;
  readonly name: string;
  /** Key of a ConfigMap or Secret; absent when the whole object is meant. */
  readonly key?: string;
  /**
   * `environment` is read when a container starts, `volume` is kept up to date while it runs, `sub-path` is a mount that
   * is not. Everything else only has to be there.
   */
  readonly use: 'environment' | 'volume' | 'sub-path' | 'presence';
  /** Files that mounts by sub path take out of the volume, where each is named as its key. */
  readonly subPaths?: readonly string[];
  /** Pods start without it as well. */
  readonly optional: boolean;
  /** Where it stands, in a reviewer's words. */
  readonly where: string;
}

/** A reference that led somewhere before the release and leads nowhere after it. */
export interface Dangling {
  /** The object that refers. */
  readonly at: { readonly stack: string; readonly address: string; readonly constructPath?: string };
  readonly subject: string;
  readonly message: string;
}
