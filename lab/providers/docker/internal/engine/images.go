package engine

import (
	"context"
	"fmt"
	"strings"

	"github.com/containerd/errdefs"
	"github.com/distribution/reference"
	"github.com/moby/moby/api/pkg/authconfig"
	"github.com/moby/moby/api/types/registry"
	"github.com/moby/moby/client"
)

// Image is what an engine knows of an image by one of its names.
type Image struct {
	ID string
	// RepoDigest is empty until the image was pushed or pulled: only a registry gives a digest.
	RepoDigest string
}

// Find looks for an image by name; found is false when the engine has none of that name.
func (e *Engine) Find(ctx context.Context, name string) (image Image, found bool, err error) {
	answer, err := e.client.ImageInspect(ctx, name)
	if errdefs.IsNotFound(err) {
		return Image{}, false, nil
	}
	if err != nil {
		return Image{}, false, e.explain(err)
	}
	return Image{ID: answer.ID, RepoDigest: repoDigestOf(name, answer.RepoDigests)}, true, nil
}

// repoDigestOf chooses the digest that belongs to the name. The genuine provider takes an only one whatever its
// repository, so this does too.
func repoDigestOf(name string, digests []string) string {
	if len(digests) == 1 {
		return digests[0]
	}
	named, err := reference.ParseNormalizedNamed(name)
	if err != nil {
		return ""
	}
	for _, digest := range digests {
		if strings.HasPrefix(digest, reference.FamiliarName(named)+"@") {
			return digest
		}
	}
	return ""
}

// Remove takes a name away from the engine, and the image with it when it was the last; nothing to remove is success.
func (e *Engine) Remove(ctx context.Context, name string, force bool) error {
	_, err := e.client.ImageRemove(ctx, name, client.ImageRemoveOptions{Force: force, PruneChildren: true})
	if errdefs.IsNotFound(err) {
		return nil
	}
	return e.explain(err)
}

// Push sends an image to the registry that its name begins with.
func (e *Engine) Push(ctx context.Context, name string, login registry.AuthConfig) error {
	header, err := authconfig.Encode(login)
	if err != nil {
		return err
	}
	stream, err := e.client.ImagePush(ctx, name, client.ImagePushOptions{RegistryAuth: header})
	if errdefs.IsNotFound(err) {
		return fmt.Errorf("the engine at %s has no image %s to push; build it first (name = docker_image.<name>.name orders the two): %w", e.host, name, err)
	}
	if err != nil {
		return e.explain(err)
	}
	return stream.Wait(ctx)
}
