import type { Json } from '../model';
import { field, isList, isObject, textField } from './json';

const how = 'Make one: terraform plan -out PLAN && terraform show -json PLAN > plan.json';

/** One sentence on what a text without a plan seems to be, and how to make a plan. */
export function whatItLooksLike(text: string, values: readonly Json[]): string {
  return `Not a plan: ${guess(text, values)}. ${how}`;
}

function guess(text: string, values: readonly Json[]): string {
  if (text.trim() === '') return 'there is nothing in it (did the command before the pipe fail?)';
  const objects = values.filter(isObject);
  for (const object of objects) {
    const seen = ofObject(object);
    if (seen) return seen;
  }
  if (values.some(isList)) return 'it is a JSON list';
  if (objects.length > 0) return 'it is JSON without any key of a plan';
  if (
    /Terraform will perform the following actions|OpenTofu will perform the following actions|\bPlan: \d+ to add/.test(
      text,
    )
  )
    return 'it is the text that `plan` prints for people';
  if (/No changes\.|Your infrastructure matches the configuration/.test(text))
    return 'it is the text that `plan` prints for people, and it says that nothing changes';
  if (/^\s*(Error:|╷|│ Error)/m.test(text)) return `it is an error message of a command (${firstError(text)})`;
  if (/^\s*(resource|terraform|provider|module|variable)\s+("|\{)/m.test(text)) return 'it is Terraform configuration';
  if (/^apiVersion:/m.test(text) && /^kind:/m.test(text)) return 'it is a Kubernetes manifest';
  if (/^\s*</.test(text)) return 'it is HTML or XML';
  return 'it holds no JSON object';
}

function firstError(text: string): string {
  const line = /Error: ?([^\n]*)/.exec(text)?.[1]?.trim() ?? 'without text';
  return line.length > 80 ? `${line.slice(0, 80)}...` : line;
}

/** The first match wins. Each entry names a file that people take for a plan. */
function ofObject(object: Json): string | undefined {
  if (textField(object, '@level') !== undefined)
    return 'it is the log of a command run with -json, which holds no values';
  if (field(object, 'lineage') !== undefined && field(object, 'serial') !== undefined) return 'it is a raw state file';
  if (field(object, 'provider_schemas') !== undefined) return 'it is the output of `terraform providers schema -json`';
  if (field(object, 'valid') !== undefined && field(object, 'diagnostics') !== undefined)
    return 'it is the output of `terraform validate -json`';
  if (field(object, '//') !== undefined && field(object, 'terraform') !== undefined)
    return 'it is the configuration that cdktf synthesizes (cdk.tf.json), not its plan';
  if (field(object, 'apiVersion') !== undefined && field(object, 'kind') !== undefined)
    return `it is a Kubernetes object (${textField(object, 'kind') ?? 'of some kind'})`;
  if (field(object, 'Resources') !== undefined) return 'it is a CloudFormation template';
  if (field(object, 'plan_format_version') !== undefined)
    return 'it is the shortened plan that HCP Terraform gives its own screens';
  if (field(object, 'value') !== undefined && field(object, 'sensitive') !== undefined) return 'it is one output value';
  return undefined;
}
