import { tryCommand, type Check } from './check';

export const terraformProblems: Check = async ({ variables }) => {
  const binary = variables['TERRAFORM_BINARY_NAME'] || 'terraform';
  const tried = await tryCommand(binary, ['version'], { ...variables, CHECKPOINT_DISABLE: '1' });
  switch (tried.kind) {
    case 'answered':
      return [];
    case 'not-installed':
      return [
        `There is no \`${binary}\` on the PATH. Install Terraform (https://developer.hashicorp.com/terraform/install), or name another binary in TERRAFORM_BINARY_NAME.`,
      ];
    case 'refused':
      return [`\`${binary} version\` fails: ${tried.why}. Mend that installation of Terraform first.`];
  }
};
