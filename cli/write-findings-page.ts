import { writeFileSync } from 'node:fs';
import { findingsPage } from '../review/findings/reference';

/** `npm run docs:findings`, from the top of the checkout. */
writeFileSync('docs/findings.md', findingsPage());
