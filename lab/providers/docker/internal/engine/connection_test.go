package engine

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
)

func TestSilentEngineIsNamed(t *testing.T) {
	host := "unix://" + filepath.Join(t.TempDir(), "nobody.sock")
	silent, err := Connect(host)
	if err != nil {
		t.Fatal(err)
	}
	_, _, finding := silent.Find(context.Background(), "web:1")
	for _, failure := range []error{silent.Ping(context.Background()), finding, silent.Remove(context.Background(), "web:1", false)} {
		if failure == nil || !strings.Contains(failure.Error(), "the Docker engine at "+host+" does not answer") || !strings.Contains(failure.Error(), "DOCKER_HOST") {
			t.Errorf("not helpful: %v", failure)
		}
	}
}

func TestOtherWaysToAnEngineAreRefused(t *testing.T) {
	for _, host := range []string{"ssh://user@host", "/var/run/docker.sock", ""} {
		if _, err := Connect(host); err == nil || !strings.Contains(err.Error(), "unix://") {
			t.Errorf("%q: %v", host, err)
		}
	}
}
