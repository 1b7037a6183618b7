import { z } from 'zod';

/** A page of orders in the order in which they were taken. */
export interface OrderQuery {
  readonly prefix: string;
  /** Only orders with a higher id. */
  readonly after: number;
  readonly limit: number;
}

const count = (name: string, lowest: number, highest: number) =>
  z
    .string({ error: `${name} must be given once` })
    .regex(/^\d{1,15}$/, `${name} must be a whole number`)
    .transform(Number)
    .refine((value) => value >= lowest && value <= highest, `${name} must be between ${lowest} and ${highest}`);

const schema = z.object({
  prefix: z
    .string({ error: 'prefix must be given once' })
    .regex(/^[A-Za-z0-9._:-]{0,64}$/, 'prefix must be the beginning of a reference: letters, digits and . _ : -')
    .default(''),
  after: count('after', 0, Number.MAX_SAFE_INTEGER).default(0),
  limit: count('limit', 1, 1000).default(100),
});

export type OrderQueryInput =
  | { readonly kind: 'valid'; readonly query: OrderQuery }
  | { readonly kind: 'invalid'; readonly reasons: readonly string[] };

export function readOrderQuery(query: unknown): OrderQueryInput {
  const result = schema.safeParse(query);
  return result.success
    ? { kind: 'valid', query: result.data }
    : { kind: 'invalid', reasons: result.error.issues.map(({ message }) => message) };
}
