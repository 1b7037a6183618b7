// Package registry asks image registries what a tag stands for, over HTTPS as the genuine provider does.
package registry

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/google/go-containerregistry/pkg/authn"
	"github.com/google/go-containerregistry/pkg/name"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/google/go-containerregistry/pkg/v1/remote/transport"
	"github.com/moby/moby/api/types/registry"
)

// ErrGone means that the registry answered and has no such tag.
var ErrGone = errors.New("the registry has no such tag")

// How long one conversation may take: a few small requests.
const conversationLimit = 30 * time.Second

// Access is how a registry may be talked to.
type Access struct {
	Login registry.AuthConfig
	// InsecureSkipVerify accepts any certificate.
	InsecureSkipVerify bool
	// PlainHTTP is true only where the user wrote the address with http://.
	PlainHTTP bool
}

// HostOf gives the registry of an image name, as credentials are looked up by.
func HostOf(image string) (string, error) {
	reference, err := name.ParseReference(image)
	if err != nil {
		return "", fmt.Errorf("the image name %q is not valid: %w", image, err)
	}
	return reference.Context().RegistryStr(), nil
}

// Digest asks for the digest that the image name stands for right now.
func Digest(ctx context.Context, image string, access Access) (string, error) {
	reference, err := name.ParseReference(image)
	if err != nil {
		return "", fmt.Errorf("the image name %q is not valid: %w", image, err)
	}
	ctx, cancel := context.WithTimeout(ctx, conversationLimit)
	defer cancel()
	options := access.options(ctx)
	if head, err := remote.Head(reference, options...); err == nil {
		return head.Digest.String(), nil
	}
	// Some registries answer HEAD without a digest, and no registry says in its answer to HEAD why it refuses.
	manifest, err := remote.Get(reference, options...)
	if err != nil {
		return "", explain(image, reference.Context().RegistryStr(), err)
	}
	return manifest.Digest.String(), nil
}

// Delete takes the image of this digest out of the registry, with every tag that points to it.
func Delete(ctx context.Context, image, digest string, access Access) error {
	reference, err := name.ParseReference(image)
	if err != nil {
		return fmt.Errorf("the image name %q is not valid: %w", image, err)
	}
	ctx, cancel := context.WithTimeout(ctx, conversationLimit)
	defer cancel()
	err = remote.Delete(reference.Context().Digest(digest), access.options(ctx)...)
	if err == nil || statusOf(err) == http.StatusNotFound {
		return nil
	}
	if statusOf(err) == http.StatusMethodNotAllowed {
		return fmt.Errorf("the registry %s does not allow deleting; set keep_remotely = true, or allow it there: %w", reference.Context().RegistryStr(), err)
	}
	return explain(image, reference.Context().RegistryStr(), err)
}

func (a Access) options(ctx context.Context) []remote.Option {
	var login authn.Authenticator = authn.Anonymous
	if a.Login.Username != "" {
		login = &authn.Basic{Username: a.Login.Username, Password: a.Login.Password}
	}
	secure := &http.Transport{
		Proxy:               http.ProxyFromEnvironment,
		DialContext:         (&net.Dialer{Timeout: 10 * time.Second}).DialContext,
		TLSHandshakeTimeout: 10 * time.Second,
		TLSClientConfig:     &tls.Config{InsecureSkipVerify: a.InsecureSkipVerify},
	}
	return []remote.Option{
		remote.WithContext(ctx),
		remote.WithAuth(login),
		remote.WithTransport(onlyHTTPS{next: secure, plainAllowed: a.PlainHTTP}),
	}
}

// onlyHTTPS keeps the library from falling back to plain HTTP on local addresses, which the genuine provider never does.
type onlyHTTPS struct {
	next         http.RoundTripper
	plainAllowed bool
}

var errPlain = errors.New("plain HTTP is not used")

func (o onlyHTTPS) RoundTrip(request *http.Request) (*http.Response, error) {
	if request.URL.Scheme != "https" && !o.plainAllowed {
		return nil, errPlain
	}
	return o.next.RoundTrip(request)
}

func statusOf(err error) int {
	var answer *transport.Error
	if errors.As(err, &answer) {
		return answer.StatusCode
	}
	return 0
}

func explain(image, host string, err error) error {
	var certificate *tls.CertificateVerificationError
	switch status := statusOf(err); {
	case status == http.StatusNotFound:
		return fmt.Errorf("%s: %w", image, ErrGone)
	case status == http.StatusUnauthorized || status == http.StatusForbidden:
		return fmt.Errorf("the registry %s refuses the login for %s (%d): check username and password in the provider's registry_auth", host, image, status)
	case status != 0:
		return fmt.Errorf("the registry %s answered unexpectedly about %s: %w", host, image, err)
	case errors.Is(err, context.Canceled):
		return err
	case errors.As(err, &certificate):
		return fmt.Errorf("the certificate of the registry %s is not trusted: %w\n"+
			"Set insecure_skip_verify = true to accept it, or add its authority to this machine", host, certificate)
	case strings.Contains(err.Error(), "server gave HTTP response to HTTPS client"):
		return fmt.Errorf("the registry %s speaks plain HTTP (server gave HTTP response to HTTPS client); "+
			"give it TLS, as the genuine kreuzwerker/docker asks too", host)
	default:
		return fmt.Errorf("the registry %s does not answer: %w\nCheck the address and that it runs (the lab's own: npm run -s lab -- status)", host, err)
	}
}
