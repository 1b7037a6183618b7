package volumes

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
	"sigs.k8s.io/sig-storage-lib-external-provisioner/v13/controller"
)

// NewCommand is the program `volume-provisioner`.
func NewCommand() *cobra.Command {
	var kubeconfig, root, node string
	command := &cobra.Command{
		Use:          "volume-provisioner",
		Short:        "Gives each claim of storage classes with provisioner " + ProvisionerName + " a folder of its own",
		Args:         cobra.NoArgs,
		SilenceUsage: true,
		RunE: func(command *cobra.Command, _ []string) error {
			if !filepath.IsAbs(root) {
				return fmt.Errorf("--folder=%q: an absolute path is needed, since the kubelet mounts it", root)
			}
			config, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
			if err != nil {
				return fmt.Errorf("--kubeconfig=%s: %w", kubeconfig, err)
			}
			client, err := kubernetes.NewForConfig(config)
			if err != nil {
				return err
			}
			root = filepath.Clean(root)
			// Folders below are open to every user of a pod, so this one is closed to the users of this machine.
			if err := os.MkdirAll(root, 0o700); err != nil {
				return err
			}
			if err := os.Chmod(root, 0o700); err != nil {
				return err
			}
			controller.NewProvisionController(command.Context(), client, ProvisionerName, folders{root: root, node: node},
				controller.LeaderElection(false), // there is one of it
			).Run(command.Context())
			return nil
		},
	}
	flags := command.Flags()
	flags.StringVar(&kubeconfig, "kubeconfig", "", "who to be at which API server")
	flags.StringVar(&root, "folder", "", "where the folders of volumes lie; made if missing, closed to other users")
	flags.StringVar(&node, "node", "", "name of the node, as in its label "+"kubernetes.io/hostname")
	for _, name := range []string{"kubeconfig", "folder", "node"} {
		_ = command.MarkFlagRequired(name) // fails only for flags that do not exist
	}
	return command
}
