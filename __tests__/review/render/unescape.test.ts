import { renderers, type Format } from '../../../review/render/renderers';
import { unescaped } from '../../../review/render/unescape';
import { sampleReview } from './sample';

/** As a secret could look: what each format would escape, a line break, a length that has to be wrapped. */
const secrets = [
  'p@ss<w&rd>"quoted"',
  'pa|ss`#1:x*_y',
  'first line\nsecond line',
  `long-${'0123456789'.repeat(12)}`,
  'with\u0007bell and spaces in it, many of them, so that it wraps',
];

describe.each(Object.keys(renderers) as Format[])('%s', (format) => {
  it.each(secrets)('hides no secret from the last search: %j', (secret) => {
    const text = renderers[format].render(
      sampleReview(() => secret),
      format === 'terminal' ? { width: 60, colour: true } : {},
    );
    expect(unescaped(format, text)).toContain(secret);
  });
});
