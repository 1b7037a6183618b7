package networkpolicy

import (
	"context"
	"errors"

	core "k8s.io/api/core/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
)

var errNoAddress = errors.New("it has no InternalIP yet")

func addressMissing(ctx context.Context, client kubernetes.Interface, name string) error {
	node, err := client.CoreV1().Nodes().Get(ctx, name, meta.GetOptions{})
	if err != nil {
		return err
	}
	for _, address := range node.Status.Addresses {
		if address.Type == core.NodeInternalIP {
			return nil
		}
	}
	return errNoAddress
}
