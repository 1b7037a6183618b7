// Package networkpolicy enforces NetworkPolicy objects on this node with the controller of kube-router.
package networkpolicy

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/cloudnativelabs/kube-router/v2/pkg/controllers/netpol"
	"github.com/cloudnativelabs/kube-router/v2/pkg/healthcheck"
	"github.com/cloudnativelabs/kube-router/v2/pkg/options"
	"github.com/spf13/cobra"
	"k8s.io/apimachinery/pkg/util/wait"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/tools/clientcmd"
)

// nodePatience bounds the wait for the kubelet to register its node, whose addresses the controller asks for at start.
const nodePatience = 2 * time.Minute

// NewCommand is the program `network-policy`.
func NewCommand() *cobra.Command {
	var kubeconfig, node, services string
	command := &cobra.Command{
		Use:          "network-policy",
		Short:        "Enforces NetworkPolicy objects on this node",
		Args:         cobra.NoArgs,
		SilenceUsage: true,
		RunE: func(command *cobra.Command, _ []string) error {
			config, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
			if err != nil {
				return fmt.Errorf("--kubeconfig=%s: %w", kubeconfig, err)
			}
			client, err := kubernetes.NewForConfig(config)
			if err != nil {
				return err
			}
			return run(command.Context(), client, node, services)
		},
	}
	flags := command.Flags()
	flags.StringVar(&kubeconfig, "kubeconfig", "", "who to be at which API server")
	flags.StringVar(&node, "node", "", "name of the node")
	flags.StringVar(&services, "service-cluster-ip-range", "", "addresses of Services, as the API server has them")
	for _, name := range []string{"kubeconfig", "node", "service-cluster-ip-range"} {
		_ = command.MarkFlagRequired(name) // fails only for flags that do not exist
	}
	return command
}

func run(ctx context.Context, client kubernetes.Interface, node, services string) error {
	settings := options.NewKubeRouterConfig()
	settings.EnableIPv4 = true
	settings.HostnameOverride = node
	settings.ClusterIPCIDRs = []string{services}

	if err := nodeHasAddress(ctx, client, node); err != nil {
		return err
	}
	factory := informers.NewSharedInformerFactory(client, 0)
	pods := factory.Core().V1().Pods().Informer()
	policies := factory.Networking().V1().NetworkPolicies().Informer()
	namespaces := factory.Core().V1().Namespaces().Informer()
	tables, sets, err := netpol.NewIPTablesHandlers(settings)
	if err != nil {
		return fmt.Errorf("iptables and ipset are needed (Debian packages of the same names): %w", err)
	}
	controller, err := netpol.NewNetworkPolicyController(client, settings, pods, policies, namespaces, &sync.Mutex{}, nil, tables, sets)
	if err != nil {
		return err
	}
	if err := keepToOwnRules(controller); err != nil {
		return err
	}
	for informer, handler := range map[cache.SharedIndexInformer]cache.ResourceEventHandler{
		pods: controller.PodEventHandler, policies: controller.NetworkPolicyEventHandler, namespaces: controller.NamespaceEventHandler,
	} {
		if _, err := informer.AddEventHandler(handler); err != nil {
			return err
		}
	}
	factory.Start(ctx.Done())
	// Rules made of half a list would cut off the pods that are missing in it.
	factory.WaitForCacheSync(ctx.Done())

	heartbeats := make(chan *healthcheck.ControllerHeartbeat, 1)
	go discard(ctx, heartbeats)
	var group sync.WaitGroup
	group.Add(1)
	controller.Run(heartbeats, ctx.Done(), &group)
	group.Wait()
	return nil
}

func nodeHasAddress(ctx context.Context, client kubernetes.Interface, node string) error {
	var because error
	err := wait.PollUntilContextTimeout(ctx, 250*time.Millisecond, nodePatience, true, func(ctx context.Context) (bool, error) {
		missing := addressMissing(ctx, client, node)
		if missing == nil || ctx.Err() == nil {
			because = missing // an answer, not the complaint that patience has ended
		}
		return missing == nil, nil
	})
	if err != nil {
		return fmt.Errorf("node %s has not been registered by its kubelet within %s: %w", node, nodePatience, because)
	}
	return nil
}

// discard takes the heartbeats that the controller insists on sending; its health is seen in what it enforces.
func discard(ctx context.Context, heartbeats <-chan *healthcheck.ControllerHeartbeat) {
	for {
		select {
		case <-heartbeats:
		case <-ctx.Done():
			return
		}
	}
}
