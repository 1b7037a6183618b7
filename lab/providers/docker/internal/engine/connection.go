// Package engine talks to a Docker engine: it builds, finds, pushes and removes images.
package engine

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"github.com/moby/moby/client"
)

// DefaultHost is where Docker listens when nobody says otherwise.
const DefaultHost = "unix:///var/run/docker.sock"

// How long an engine may take to answer its first question; a local one needs milliseconds.
const pingLimit = 10 * time.Second

// Engine is one Docker engine.
type Engine struct {
	host   string
	client *client.Client
}

// Connect prepares the connection; it does not talk to the engine yet.
func Connect(host string) (*Engine, error) {
	for _, scheme := range []string{"unix://", "tcp://", "npipe://"} {
		if strings.HasPrefix(host, scheme) {
			connection, err := client.New(client.WithHost(host), client.WithUserAgent("plimsoll-lab-docker-provider"))
			if err != nil {
				return nil, fmt.Errorf("the engine address %q cannot be used: %w", host, err)
			}
			return &Engine{host: host, client: connection}, nil
		}
	}
	return nil, fmt.Errorf("the engine address %q has a scheme that this provider does not speak; use unix:// or tcp:// without TLS", host)
}

// Ping asks the engine for a sign of life and settles which version of its API is spoken.
func (e *Engine) Ping(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, pingLimit)
	defer cancel()
	_, err := e.client.Ping(ctx, client.PingOptions{NegotiateAPIVersion: true})
	return e.explain(err)
}

// explain turns a failed conversation into what a person can do about it; other errors pass through.
func (e *Engine) explain(err error) error {
	switch {
	case err == nil || errors.Is(err, context.Canceled):
		return err
	case errors.Is(err, fs.ErrPermission) || strings.Contains(err.Error(), "permission denied"):
		return fmt.Errorf("this user may not talk to the Docker engine at %s: %w\n"+
			"Run as a user who may (group \"docker\" or root), or name another engine in DOCKER_HOST or in the provider's \"host\"", e.host, err)
	case client.IsErrConnectionFailed(err) || errors.Is(err, context.DeadlineExceeded):
		return fmt.Errorf("the Docker engine at %s does not answer: %w\n"+
			"Start it (the lab's own: npm run -s lab -- up), or name a running engine in DOCKER_HOST or in the provider's \"host\"", e.host, err)
	default:
		return err
	}
}
