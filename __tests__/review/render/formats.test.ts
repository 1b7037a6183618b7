import Ajv from 'ajv/dist/2020';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderers, type Format } from '../../../review/render/renderers';
import { expectGolden } from '../../support/golden';
import { sampleReview } from './sample';

const review = sampleReview();
const extensions: { readonly [format in Format]: string } = {
  terminal: 'txt',
  markdown: 'md',
  html: 'html',
  json: 'json',
  sarif: 'sarif',
  junit: 'xml',
  annotations: 'annotations.txt',
  summary: 'summary.md',
};

describe.each(Object.keys(renderers) as Format[])('%s', (format) => {
  const text = renderers[format].render(review, {});

  it('reads as its golden', () => expectGolden(`render/sample.${extensions[format]}`, text));
  it('never holds the raw plan', () => expect(text).not.toContain('never printed'));
});

describe('json', () => {
  const schema = JSON.parse(readFileSync(join(__dirname, '../../../docs/review.schema.json'), 'utf8')) as object;
  const validate = new Ajv({ allowUnionTypes: true }).compile(schema);
  const written = (): Record<string, unknown> =>
    JSON.parse(renderers.json.render(review, {})) as Record<string, unknown>;

  it('follows the published schema', () => {
    validate(written());
    expect(validate.errors).toBeNull();
  });
  it('describes the old name of what gets another one', () => {
    const called = (nameBefore: unknown): object => {
      const { workloads, ...rest } = review;
      return { ...rest, schemaVersion: 1, workloads: workloads.map((workload) => ({ ...workload, nameBefore })) };
    };
    expect(validate(JSON.parse(JSON.stringify(called('old'))))).toBe(true);
    expect(validate(JSON.parse(JSON.stringify(called(1))))).toBe(false);
  });
  it('would not follow it without a verdict', () => expect(validate({ ...written(), verdict: undefined })).toBe(false));
});
