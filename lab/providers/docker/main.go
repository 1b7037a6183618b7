// Command terraform-provider-docker is the lab's stand-in for kreuzwerker/docker 3.6.2; README.md says why it exists.
package main

import (
	"context"
	"log"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"

	"plimsoll/lab/providers/docker/internal/provider"
)

func main() {
	options := providerserver.ServeOpts{Address: provider.Address, ProtocolVersion: 5}
	if err := providerserver.Serve(context.Background(), provider.New, options); err != nil {
		log.Fatal(err)
	}
}
