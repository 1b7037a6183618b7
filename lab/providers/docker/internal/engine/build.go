package engine

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/moby/moby/api/types/build"
	"github.com/moby/moby/api/types/jsonstream"
	"github.com/moby/moby/api/types/registry"
	"github.com/moby/moby/client"
	ocispec "github.com/opencontainers/image-spec/specs-go/v1"
)

// Build is everything that decides what comes out of a build.
type Build struct {
	Names       []string
	Context     BuildContext
	Arguments   map[string]string
	Labels      map[string]string
	Target      string
	Platform    string
	NoCache     bool
	Remove      bool
	ForceRemove bool
	PullParent  bool
	// Logins by registry host, for base images.
	Logins map[string]registry.AuthConfig
}

// BuildResult tells what a finished build did.
type BuildResult struct {
	Steps    []Step
	Warnings []string
	Took     time.Duration
}

// Build sends the context and waits until the engine is done. `listen` hears every line of output. Cancelling the
// context ends the request, and with it the engine ends the build.
func (e *Engine) Build(ctx context.Context, what Build, listen func(line string)) (BuildResult, error) {
	started := time.Now()
	platforms, err := platformsOf(what.Platform)
	if err != nil {
		return BuildResult{}, err
	}
	tar, err := what.Context.Tar()
	if err != nil {
		return BuildResult{}, err
	}
	defer tar.Close()
	arguments := map[string]*string{}
	for name, value := range what.Arguments {
		arguments[name] = &value
	}
	response, err := e.client.ImageBuild(ctx, tar, client.ImageBuildOptions{
		// The classic builder is the one that every engine has, and it needs no session beside the request.
		Version: build.BuilderV1,
		Tags:    what.Names, Dockerfile: what.Context.dockerfile, BuildArgs: arguments, Labels: what.Labels,
		Target: what.Target, Platforms: platforms, NoCache: what.NoCache,
		Remove: what.Remove, ForceRemove: what.ForceRemove, PullParent: what.PullParent, AuthConfigs: what.Logins,
	})
	if err != nil {
		return BuildResult{}, e.interruptedOr(ctx, err)
	}
	defer response.Body.Close()
	output := &buildOutput{now: time.Now, listen: func(line string) { listen(hideSecrets(line, what.Arguments)) }}
	if err := follow(response.Body, output); err != nil {
		return BuildResult{}, e.interruptedOr(ctx, output.failure(err, what.Arguments))
	}
	return BuildResult{Steps: output.steps, Warnings: output.warnings, Took: time.Since(started)}, nil
}

func (e *Engine) interruptedOr(ctx context.Context, err error) error {
	if errors.Is(ctx.Err(), context.Canceled) {
		return fmt.Errorf("the build was interrupted and the engine told to stop it: %w", context.Canceled)
	}
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return fmt.Errorf("the build took longer than the resource's timeouts allow; raise timeouts.create: %w", err)
	}
	return e.explain(err)
}

// follow reads the engine's stream of messages to its end.
func follow(stream io.Reader, output *buildOutput) error {
	defer output.close()
	decoder := json.NewDecoder(stream)
	for {
		var message jsonstream.Message
		switch err := decoder.Decode(&message); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("the engine's answer broke off: %w", err)
		case message.Error != nil:
			return message.Error
		}
		output.write(message.Stream)
		if message.Status != "" { // the pull of a base image, layer by layer
			output.write(strings.TrimSpace(message.ID+" "+message.Status) + "\n")
		}
	}
}

// failure puts the step that failed and the end of its output around what the engine says.
func (o *buildOutput) failure(cause error, arguments map[string]string) error {
	text := cause.Error()
	if last := len(o.steps) - 1; last >= 0 {
		text = fmt.Sprintf("%s failed after %s\n%s", o.steps[last], o.steps[last].Took.Round(100*time.Millisecond), text)
	}
	if len(o.tail) > 0 {
		text += fmt.Sprintf("\n\nIts last %d lines of output:\n  %s", len(o.tail), strings.Join(o.tail, "\n  "))
	}
	return errors.New(hideSecrets(text, arguments))
}

func platformsOf(platform string) ([]ocispec.Platform, error) {
	if platform == "" {
		return nil, nil
	}
	parts := strings.Split(platform, "/")
	if len(parts) < 2 || len(parts) > 3 || parts[0] == "" || parts[1] == "" {
		return nil, fmt.Errorf("the platform %q is not of the form os/architecture or os/architecture/variant, such as linux/amd64", platform)
	}
	found := ocispec.Platform{OS: parts[0], Architecture: parts[1]}
	if len(parts) == 3 {
		found.Variant = parts[2]
	}
	return []ocispec.Platform{found}, nil
}
