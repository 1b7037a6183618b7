package main

import (
	"context"

	"github.com/spf13/cobra"
	"k8s.io/component-base/cli"
	_ "k8s.io/component-base/metrics/prometheus/clientgo"
	_ "k8s.io/component-base/metrics/prometheus/version"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	controllers "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	proxy "k8s.io/kubernetes/cmd/kube-proxy/app"
	scheduler "k8s.io/kubernetes/cmd/kube-scheduler/app"
	kubelet "k8s.io/kubernetes/cmd/kubelet/app"

	"plimsoll.dev/lab/kubernetes/internal/dispatch"
	"plimsoll.dev/lab/kubernetes/internal/dns"
	"plimsoll.dev/lab/kubernetes/internal/networkpolicy"
	"plimsoll.dev/lab/kubernetes/internal/volumes"
)

// components are the programs of the lab's cluster by name.
var components = dispatch.Programs{
	"kube-apiserver":          command(apiserver.NewAPIServerCommand),
	"kube-controller-manager": command(controllers.NewControllerManagerCommand),
	"kube-scheduler":          command(func() *cobra.Command { return scheduler.NewSchedulerCommand() }),
	"kubelet":                 command(func() *cobra.Command { return kubelet.NewKubeletCommand(context.Background()) }),
	"kube-proxy":              command(proxy.NewProxyCommand),
	"coredns":                 dns.Run,
	"network-policy":          command(networkpolicy.NewCommand),
	"volume-provisioner":      command(volumes.NewCommand),
}

// command makes the cobra command only when it is asked for: making one registers flags, and two would collide.
func command(build func() *cobra.Command) func() int {
	return func() int { return cli.Run(build()) }
}
