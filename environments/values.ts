import { z } from 'zod/v3';

/** What is said of a setting that is none of the kinds it may be. */
export const wholly = (message: string): { readonly errorMap: z.ZodErrorMap } => ({ errorMap: () => ({ message }) });

/** Kinds of values that several settings share, each with the sentence that tells how to mend it. */
export const text = z.string().refine((value) => value.trim() !== '', 'is empty; write a name');

export const dnsLabel = z
  .string()
  .regex(
    /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/,
    'cannot name a Kubernetes object; use lower-case letters, digits and "-", at most 63',
  );

/** What app/web/src/version.ts reads, and what the order of migrations goes by. */
export const applicationVersion = z
  .string()
  .regex(
    /^\d{1,9}\.\d{1,9}\.\d{1,9}(?:-[\dA-Za-z.-]{1,32})?$/,
    'is no version of the application; write three numbers, for instance "1.2.0" or "1.2.0-rc.1"',
  );

export const version = z
  .string()
  .regex(
    /^\w[\w.-]{0,63}$/,
    'cannot be part of an image tag; use letters, digits, "_", "." and "-", for instance "1.2.0"',
  );

export const registryAddress = z
  .string()
  .regex(
    /^[a-zA-Z0-9.-]+(:\d+)?(\/[a-z0-9._/-]+)?$/,
    'is no registry; write "host:port" or "host/path" without "https://"',
  );

export const cores = z
  .string()
  .regex(/^([1-9]\d*m?|\d+\.\d+)$/, 'is no amount of processors; write for instance "100m" or "2"');

export const bytes = z.string().superRefine((value, context) => {
  if (/^\d+m$/.test(value))
    context.addIssue({
      code: 'custom',
      message: `is ${Number(value.slice(0, -1)) / 1000} bytes in Kubernetes; did you mean "${value.slice(0, -1)}Mi"?`,
    });
  else if (!/^[1-9]\d*(Ki|Mi|Gi|Ti|k|M|G|T)$/.test(value))
    context.addIssue({ code: 'custom', message: 'is no size; write for instance "128Mi" or "1Gi"' });
});
