import { join } from 'node:path';
import { addCustomSynthesis } from 'cdktf/lib/synthesize/synthesizer';
import type { ISynthesisSession } from 'cdktf/lib/synthesize/types';
import { TerraformBackend } from 'cdktf/lib/terraform-backend';
import type { TerraformRemoteState } from 'cdktf/lib/terraform-remote-state';
import type { Construct } from 'constructs';
import { forgetOtherCopy } from './initialized-backend';

/** A backend that is configured with what it renders, and gives no stack a look into another one's state. */
abstract class ReleaseBackend extends TerraformBackend {
  protected constructor(
    scope: Construct,
    type: string,
    private readonly attributes: Readonly<Record<string, unknown>>,
  ) {
    super(scope, 'backend', type);
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { ...this.attributes };
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    return this.synthesizeAttributes();
  }

  /**
   * Reached only when a value of one stack is used in another. A plan then shows the value of the last release instead
   * of the one under review, and says "No changes".
   */
  override getRemoteStateDataSource(toStack: Construct, _name: string, fromStack: string): TerraformRemoteState {
    throw new Error(
      `A value of stack "${fromStack}" is used in stack "${toStack.node.id}", which would hide changes from its plan. ` +
        'Give both stacks the same setting instead, and order them with addDependency.',
    );
  }
}

export interface KubernetesBackendProps {
  /** An existing namespace for the Secret and the Lease. */
  readonly namespace: string;
  /** What comes after `tfstate-default-` in the name of the Secret; one per stack. */
  readonly secretSuffix: string;
  readonly configContext: string;
  /** @default - the path in KUBE_CONFIG_PATH */
  readonly configPath?: string;
}

/** Terraform's `kubernetes` backend, which cdktf has no class for: state in a Secret, a Lease as lock. */
export class KubernetesBackend extends ReleaseBackend {
  constructor(scope: Construct, props: KubernetesBackendProps) {
    const attributes = {
      namespace: props.namespace,
      secret_suffix: props.secretSuffix,
      config_context: props.configContext,
      ...(props.configPath === undefined ? {} : { config_path: props.configPath }),
    };
    super(scope, 'kubernetes', attributes);
    addCustomSynthesis(this, {
      onSynthesize: ({ manifest }: ISynthesisSession) =>
        forgetOtherCopy(
          join(manifest.outdir, manifest.forStack(this.cdktfStack).workingDirectory),
          'kubernetes',
          attributes,
        ),
    });
  }
}

/** Any other backend, by its Terraform name and arguments. */
export class OtherBackend extends ReleaseBackend {
  constructor(scope: Construct, type: string, attributes: Readonly<Record<string, unknown>>) {
    super(scope, type, attributes);
  }
}
