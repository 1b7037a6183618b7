// Package acceptance runs the built provider under the real Terraform against a real Docker engine and registry.
package acceptance

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/moby/moby/client"

	"plimsoll/lab/providers/docker/internal/provider"
)

const (
	hostVariable     = "PLIMSOLL_ACCEPTANCE_DOCKER_HOST"
	registryVariable = "PLIMSOLL_ACCEPTANCE_REGISTRY"
)

// mirror holds the provider as Terraform expects it; steptool is the program for RUN steps.
var mirror, steptool string

func TestMain(m *testing.M) {
	if os.Getenv(hostVariable) == "" || os.Getenv(registryVariable) == "" {
		fmt.Fprintf(os.Stderr, "SKIPPED: the acceptance tests of the Docker provider need %s (unix:///...) and %s (host:port, TLS)\n", hostVariable, registryVariable)
		os.Exit(m.Run())
	}
	folder, err := os.MkdirTemp("", "docker-provider-acceptance")
	if err != nil {
		panic(err)
	}
	mirror, steptool = filepath.Join(folder, "mirror"), filepath.Join(folder, "steptool")
	binary := filepath.Join(mirror, provider.Address, provider.Version, runtime.GOOS+"_"+runtime.GOARCH, "terraform-provider-docker_v"+provider.Version)
	for output, source := range map[string]string{binary: "..", steptool: "./steptool"} {
		build := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", output, source)
		build.Env = append(os.Environ(), "CGO_ENABLED=0")
		if text, err := build.CombinedOutput(); err != nil {
			panic(string(text))
		}
	}
	code := m.Run()
	os.RemoveAll(folder)
	os.Exit(code)
}

// workspace is one Terraform configuration with a build context beside it.
type workspace struct {
	t        *testing.T
	folder   string
	registry string
	host     string
	extra    []string
}

func newWorkspace(t *testing.T) *workspace {
	t.Helper()
	if mirror == "" {
		t.Skip("no engine and registry named in " + hostVariable + " and " + registryVariable)
	}
	w := &workspace{t: t, folder: t.TempDir(), registry: os.Getenv(registryVariable), host: os.Getenv(hostVariable)}
	w.write("terraform.rc", fmt.Sprintf("provider_installation {\n  filesystem_mirror {\n    path = %q\n  }\n}\n", mirror))
	t.Cleanup(func() { // what was kept on purpose, in the engine; the registry is the tests' own
		for _, tag := range []string{"1", "2"} {
			w.docker().ImageRemove(context.Background(), w.image(tag), client.ImageRemoveOptions{Force: true, PruneChildren: true})
		}
	})
	tool, err := os.ReadFile(steptool)
	if err != nil {
		t.Fatal(err)
	}
	w.write("context/steptool", string(tool))
	if err := os.Chmod(filepath.Join(w.folder, "context/steptool"), 0o755); err != nil {
		t.Fatal(err)
	}
	return w
}

func (w *workspace) write(name, text string) {
	w.t.Helper()
	path := filepath.Join(w.folder, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		w.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		w.t.Fatal(err)
	}
}

// image is a name of this test's own in the registry.
func (w *workspace) image(tag string) string {
	name := strings.ToLower(strings.ReplaceAll(w.t.Name(), "/", "-"))
	return fmt.Sprintf("%s/docker-provider-acceptance/%s-%d:%s", w.registry, name, os.Getpid(), tag)
}

type block = map[string]any

// configure writes main.tf.json as cdktf does, and initialises when needed.
func (w *workspace) configure(image, registryImage block) {
	w.t.Helper()
	resources := block{"docker_image": block{"it": image}}
	if registryImage != nil {
		resources["docker_registry_image"] = block{"it": registryImage}
	}
	// Indented as cdktf writes it: Terraform quotes the line of a resource in its messages.
	text, err := json.MarshalIndent(block{
		"terraform": block{"required_providers": block{"docker": block{"source": "kreuzwerker/docker", "version": provider.Version}}},
		"provider":  block{"docker": []block{{"registry_auth": []block{{"address": w.registry, "auth_disabled": true}}}}},
		"resource":  resources,
	}, "", "  ")
	if err != nil {
		w.t.Fatal(err)
	}
	w.write("main.tf.json", string(text))
	if _, err := os.Stat(filepath.Join(w.folder, ".terraform")); err != nil {
		w.mustRun("init")
	}
}

func (w *workspace) command(arguments ...string) *exec.Cmd {
	command := exec.Command("terraform", append(arguments, "-no-color")...)
	command.Dir = w.folder
	command.Env = append(os.Environ(), "TF_CLI_CONFIG_FILE="+filepath.Join(w.folder, "terraform.rc"), "CHECKPOINT_DISABLE=1", "DOCKER_HOST="+w.host)
	command.Env = append(command.Env, w.extra...)
	return command
}

// run gives what a person sees, with line breaks and frames of Terraform's messages made plain.
func (w *workspace) run(arguments ...string) (text string, code int) {
	w.t.Helper()
	command := w.command(arguments...)
	output, _ := command.CombinedOutput()
	return strings.Join(strings.Fields(string(output)), " "), command.ProcessState.ExitCode()
}

func (w *workspace) mustRun(arguments ...string) string {
	w.t.Helper()
	text, code := w.run(arguments...)
	if code != 0 {
		w.t.Fatalf("terraform %v ended with %d:\n%s", arguments, code, text)
	}
	return text
}

func (w *workspace) mustBeUnchanged() {
	w.t.Helper()
	if text, code := w.run("plan", "-detailed-exitcode"); code != 0 {
		w.t.Fatalf("the plan is not empty (exit code %d):\n%s", code, text)
	}
}

// engineHas asks the engine itself whether it knows a name.
func (w *workspace) engineHas(image string) bool {
	w.t.Helper()
	_, err := w.docker().ImageInspect(context.Background(), image)
	return err == nil
}

func (w *workspace) docker() *client.Client {
	w.t.Helper()
	docker, err := client.New(client.WithHost(os.Getenv(hostVariable)))
	if err != nil {
		w.t.Fatal(err)
	}
	return docker
}

func mustContain(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("%q is missing in:\n%s", part, text)
		}
	}
}
