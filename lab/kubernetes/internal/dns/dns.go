// Package dns is CoreDNS with the plugins that a cluster's DNS needs and no others: each more would be compiled
// into the lab by everybody who starts one.
package dns

import (
	_ "github.com/coredns/coredns/core/dnsserver"
	"github.com/coredns/coredns/coremain"
	_ "github.com/coredns/coredns/plugin/cache"
	_ "github.com/coredns/coredns/plugin/errors"
	_ "github.com/coredns/coredns/plugin/forward"
	_ "github.com/coredns/coredns/plugin/health"
	_ "github.com/coredns/coredns/plugin/kubernetes"
	_ "github.com/coredns/coredns/plugin/ready"
)

// Run serves DNS until it is told to stop.
func Run() int {
	coremain.Run()
	return 0
}
