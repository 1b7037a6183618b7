/** What the command line of `plimsoll review` says, as commander hands it over. */
export interface ReviewOptions {
  readonly format: string;
  readonly out?: readonly string[];
  readonly config?: string;
  readonly proposedConfig?: string;
  readonly failOn?: string;
  readonly stack?: string;
  readonly source: string;
  readonly limit?: string;
  readonly color: boolean;
  /** A name, or true for the one that PLIMSOLL_ENVIRONMENT names: plans are then made instead of read. */
  readonly environment?: string | true;
  readonly skipSynth?: boolean;
  readonly readOnly?: boolean;
}
