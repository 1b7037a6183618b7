import { z } from 'zod';
import type { Features } from './version';

/** What a client wants to order. The client chooses the reference, so that it can safely ask again. */
export interface NewOrder {
  readonly reference: string;
  readonly item: string;
  readonly quantity: number;
  readonly note?: string | undefined;
}

/** An order as the database holds it. */
export interface Order extends NewOrder {
  readonly id: number;
  /** Version of the application that took it. */
  readonly version: string;
  readonly placedAt: string;
}

export type OrderInput =
  | { readonly kind: 'valid'; readonly order: NewOrder }
  | { readonly kind: 'invalid'; readonly reasons: readonly string[] };

export const limits = { reference: 64, item: 200, quantity: 10_000, note: 500 } as const;

/** Line breaks and the like would let one order look like two in a list or a log. */
// eslint-disable-next-line no-control-regex -- these are the characters to refuse
const controlCharacters = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

const text = (name: string, longest: number) =>
  z
    .string({ error: `${name} must be a text` })
    .trim()
    .max(longest, `${name} must not be longer than ${longest} characters`)
    .refine((value) => !controlCharacters.test(value), `${name} must not contain control characters`);

const fields = {
  reference: z
    .string({ error: 'reference must be a text' })
    .max(limits.reference, `reference must not be longer than ${limits.reference} characters`)
    .regex(/^[A-Za-z0-9._:-]+$/, 'reference must consist of letters, digits and . _ : - and not be empty'),
  item: text('item', limits.item).min(1, 'item must not be empty'),
  quantity: z
    .number({ error: 'quantity must be a number' })
    .int('quantity must be a whole number')
    .min(1, 'quantity must be 1 or more')
    .max(limits.quantity, `quantity must not be more than ${limits.quantity}`),
};

const note = text('note', limits.note)
  .optional()
  .transform((value) => value || undefined);

/**
 * Checks what a client sent. A field this version does not know is refused rather than dropped: while two versions run,
 * a note sent to the old one must not vanish behind an acknowledgement.
 */
export function readOrder(body: unknown, features: Features): OrderInput {
  const schema = features.notes ? z.strictObject({ ...fields, note }) : z.strictObject(fields);
  const result = schema.safeParse(body);
  if (result.success) return { kind: 'valid', order: result.data };
  return { kind: 'invalid', reasons: result.error.issues.flatMap(reasonsOf) };
}

function reasonsOf(issue: z.core.$ZodIssue): readonly string[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => `${key.slice(0, 40)} is not a field of an order`);
  if (issue.path.length === 0) return ['the body must be a JSON object with reference, item and quantity'];
  return [issue.message];
}

/** A web form sends only texts; everything else is checked as for any client. */
export function orderOfForm(form: unknown): unknown {
  if (typeof form !== 'object' || form === null) return form;
  const { quantity, ...rest } = form as Record<string, unknown>;
  return {
    ...rest,
    quantity: typeof quantity === 'string' && /^-?\d+(\.\d+)?$/.test(quantity) ? Number(quantity) : quantity,
  };
}

/** Whether a repeated reference asks for what was ordered under it before. */
export function sameOrder(one: NewOrder, other: NewOrder): boolean {
  return one.item === other.item && one.quantity === other.quantity && (one.note ?? '') === (other.note ?? '');
}
