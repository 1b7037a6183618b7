import { Image } from '@cdktf/provider-docker/lib/image';
import { RegistryImage } from '@cdktf/provider-docker/lib/registry-image';
import { addCustomSynthesis } from 'cdktf/lib/synthesize/synthesizer';
import type { ISynthesisSession } from 'cdktf/lib/synthesize/types';
import { TerraformStack } from 'cdktf/lib/terraform-stack';
import { Construct } from 'constructs';
import { join } from 'node:path';
import { stageContext } from './image/stage-context';
import type { ImageSource } from './image/image-source';

export interface ContainerImageProps {
  readonly source: ImageSource;
  /** Whether the registry's certificate is taken as it is. @default false */
  readonly insecureRegistry?: boolean;
  /** Seconds for building and for pushing, each. @default 1200 */
  readonly patienceSeconds?: number;
}

/** An image that is built, and pushed under its content's name. Old tags stay in the registry, so that the way back stays open. */
export class ContainerImage extends Construct {
  readonly image: Image;
  readonly registryImage: RegistryImage;
  /** What workloads use: a plain string, known at synth. */
  readonly reference: string;

  constructor(scope: Construct, id: string, props: ContainerImageProps) {
    super(scope, id);
    const { source, insecureRegistry = false, patienceSeconds = 1200 } = props;
    const folder = `contexts/${source.name.replaceAll('/', '-')}`;
    const triggers = { content: source.hash };
    const patience = `${patienceSeconds}s`;
    this.reference = source.reference;

    this.image = new Image(this, 'Default', {
      name: source.reference,
      triggers,
      // The engine keeps what a release ran; the way back then needs no pull.
      keepLocally: true,
      buildAttribute: {
        context: folder,
        dockerfile: source.context.dockerfile,
        buildArgs: { ...source.buildArgs },
        target: source.target,
        platform: source.platform,
      },
      timeouts: { create: patience, update: patience },
    });
    this.registryImage = new RegistryImage(this, 'pushed', {
      name: source.reference,
      triggers,
      keepRemotely: true,
      insecureSkipVerify: insecureRegistry,
      dependsOn: [this.image],
    });

    const stack = TerraformStack.of(this);
    addCustomSynthesis(this, {
      onSynthesize: ({ manifest }: ISynthesisSession) =>
        stageContext(source.context, join(manifest.outdir, manifest.forStack(stack).workingDirectory, folder)),
    });
  }
}
