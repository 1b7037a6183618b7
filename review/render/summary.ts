import type { Renderer } from '../model';
import { markdownWithin } from './markdown';

interface SummaryOptions {
  /** @default 1048576, GitHub's limit for a step summary */
  readonly maxBytes?: number;
}

/** The step summary of a CI run: the same Markdown as the comment, with more room. */
export const summary: Renderer<SummaryOptions> = {
  format: 'summary',
  render: (review, { maxBytes = 1_048_576 }) => markdownWithin(review, { limit: maxBytes, unit: 'bytes' }),
};
