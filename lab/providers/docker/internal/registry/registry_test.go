package registry

import (
	"context"
	"errors"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-containerregistry/pkg/name"
	fake "github.com/google/go-containerregistry/pkg/registry"
	"github.com/google/go-containerregistry/pkg/v1/random"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/moby/moby/api/types/registry"
)

// mockRegistry is an in-memory registry; `guard` may answer first. The real one is in the acceptance tests.
func mockRegistry(t *testing.T, guard func(http.ResponseWriter, *http.Request) bool) (*httptest.Server, http.Handler) {
	t.Helper()
	inner := fake.New(fake.Logger(log.New(io.Discard, "", 0)))
	server := httptest.NewTLSServer(http.HandlerFunc(func(answer http.ResponseWriter, request *http.Request) {
		if guard == nil || !guard(answer, request) {
			inner.ServeHTTP(answer, request)
		}
	}))
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	t.Cleanup(server.Close)
	return server, inner
}

var anyCertificate = Access{InsecureSkipVerify: true}

func pushTo(t *testing.T, server *httptest.Server) (image, digest string) {
	t.Helper()
	image = server.Listener.Addr().String() + "/shop/web:1.0.0"
	content, err := random.Image(64, 1)
	if err != nil {
		t.Fatal(err)
	}
	reference, err := name.ParseReference(image)
	if err != nil {
		t.Fatal(err)
	}
	if err := remote.Write(reference, content, remote.WithTransport(server.Client().Transport)); err != nil {
		t.Fatal(err)
	}
	hash, err := content.Digest()
	if err != nil {
		t.Fatal(err)
	}
	return image, hash.String()
}

func TestDigestOfATagAndAfterItsDeletion(t *testing.T) {
	server, _ := mockRegistry(t, nil)
	image, want := pushTo(t, server)
	if got, err := Digest(context.Background(), image, anyCertificate); got != want || err != nil {
		t.Fatalf("got %s, %v; want %s", got, err, want)
	}
	if err := Delete(context.Background(), image, want, anyCertificate); err != nil {
		t.Fatal(err)
	}
	if err := Delete(context.Background(), image, want, anyCertificate); err != nil {
		t.Errorf("deleting what is gone failed: %v", err)
	}
}

func TestMissingTagIsGoneAndNothingElseIs(t *testing.T) {
	server, _ := mockRegistry(t, nil)
	image, _ := pushTo(t, server)
	if _, err := Digest(context.Background(), image+"-other", anyCertificate); !errors.Is(err, ErrGone) {
		t.Errorf("a missing tag gave %v", err)
	}
	broken, _ := mockRegistry(t, func(answer http.ResponseWriter, _ *http.Request) bool {
		answer.WriteHeader(http.StatusInternalServerError)
		return true
	})
	if _, err := Digest(context.Background(), broken.Listener.Addr().String()+"/a:1", anyCertificate); err == nil || errors.Is(err, ErrGone) {
		t.Errorf("a broken registry gave %v", err)
	}
}

func TestDigestWhereHeadIsNotEnough(t *testing.T) {
	server, _ := mockRegistry(t, func(answer http.ResponseWriter, request *http.Request) bool {
		if request.Method == http.MethodHead && strings.Contains(request.URL.Path, "/manifests/") {
			answer.WriteHeader(http.StatusMethodNotAllowed)
			return true
		}
		return false
	})
	image := server.Listener.Addr().String() + "/shop/web:1.0.0"
	content, _ := random.Image(64, 1)
	reference, _ := name.ParseReference(image)
	// Writing asks with HEAD for blobs only, so this works in spite of the guard.
	if err := remote.Put(reference, content, remote.WithTransport(server.Client().Transport)); err != nil {
		t.Fatal(err)
	}
	want, _ := content.Digest()
	if got, err := Digest(context.Background(), image, anyCertificate); got != want.String() || err != nil {
		t.Errorf("got %s, %v; want %s", got, err, want)
	}
}

func TestLoginIsSentAndItsRefusalShowsNoPassword(t *testing.T) {
	const password = "the-right-one"
	server, _ := mockRegistry(t, func(answer http.ResponseWriter, request *http.Request) bool {
		if _, given, _ := request.BasicAuth(); given == password {
			return false
		}
		answer.Header().Set("WWW-Authenticate", `Basic realm="mock"`)
		answer.WriteHeader(http.StatusUnauthorized)
		return true
	})
	image := server.Listener.Addr().String() + "/shop/web:1.0.0"
	as := func(password string) Access {
		return Access{InsecureSkipVerify: true, Login: registry.AuthConfig{Username: "ann", Password: password}}
	}
	if _, err := Digest(context.Background(), image, as(password)); !errors.Is(err, ErrGone) {
		t.Errorf("the right password was not enough: %v", err)
	}
	_, err := Digest(context.Background(), image, as("the-wrong-one"))
	if err == nil || !strings.Contains(err.Error(), "refuses the login") || strings.Contains(err.Error(), "the-wrong-one") {
		t.Errorf("refusal: %v", err)
	}
}

func TestUntrustedCertificatePlainHTTPAndSilence(t *testing.T) {
	server, inner := mockRegistry(t, nil)
	plain := httptest.NewServer(inner)
	t.Cleanup(plain.Close)
	closed := httptest.NewServer(inner)
	closed.Close()
	for _, row := range []struct {
		name, host string
		access     Access
		want       string
	}{
		{"certificate", server.Listener.Addr().String(), Access{}, "insecure_skip_verify"},
		{"plain HTTP", plain.Listener.Addr().String(), anyCertificate, "server gave HTTP response to HTTPS client"},
		{"silence", closed.Listener.Addr().String(), anyCertificate, "does not answer"},
	} {
		t.Run(row.name, func(t *testing.T) {
			_, err := Digest(context.Background(), row.host+"/a:1", row.access)
			if err == nil || !strings.Contains(err.Error(), row.want) || !strings.Contains(err.Error(), row.host) {
				t.Errorf("%v does not say %q", err, row.want)
			}
		})
	}
	// An address with http:// is the user's own word, which the genuine provider follows too.
	if _, err := Digest(context.Background(), plain.Listener.Addr().String()+"/a:1", Access{PlainHTTP: true}); !errors.Is(err, ErrGone) {
		t.Errorf("plain HTTP that was asked for gave %v", err)
	}
}

func TestDeletingWhereItIsForbidden(t *testing.T) {
	server, _ := mockRegistry(t, func(answer http.ResponseWriter, request *http.Request) bool {
		if request.Method == http.MethodDelete {
			answer.WriteHeader(http.StatusMethodNotAllowed)
			return true
		}
		return false
	})
	image, digest := pushTo(t, server)
	if err := Delete(context.Background(), image, digest, anyCertificate); err == nil || !strings.Contains(err.Error(), "keep_remotely") {
		t.Errorf("got %v", err)
	}
}
