package acceptance

import (
	"context"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"testing"

	"github.com/moby/moby/client"

	"plimsoll/lab/providers/docker/internal/registry"
)

const dockerfile = "FROM scratch\nARG VERSION=0\nLABEL version=${VERSION}\nCOPY . /\nRUN [\"/steptool\", \"ok\"]\n"

func kept(name string) block {
	return block{"name": name, "keep_locally": true, "build": block{"context": "context", "build_args": block{"VERSION": "1"}}, "triggers": block{"content": name}}
}

func pushed() block {
	return block{"name": "${docker_image.it.name}", "keep_remotely": true, "insecure_skip_verify": true}
}

func digestOf(t *testing.T, image string) string {
	t.Helper()
	digest, err := registry.Digest(context.Background(), image, registry.Access{InsecureSkipVerify: true})
	if err != nil {
		t.Fatalf("%s is not in the registry: %v", image, err)
	}
	return digest
}

func TestSecondVersionReplacesAndKeepsTheFirst(t *testing.T) {
	w := newWorkspace(t)
	w.write("context/Dockerfile", dockerfile)
	first, second := w.image("1"), w.image("2")

	w.configure(kept(first), pushed())
	applied := w.mustRun("apply", "-auto-approve")
	mustContain(t, applied, "Built "+first, "step 5/5: RUN", "2 added, 0 changed, 0 destroyed")
	w.mustBeUnchanged()
	before := digestOf(t, first)

	w.write("context/content", "two")
	w.configure(kept(second), pushed())
	mustContain(t, w.mustRun("plan"), "docker_image.it must be replaced", "docker_registry_image.it must be replaced", "2 to add, 0 to change, 2 to destroy")
	w.mustRun("apply", "-auto-approve")
	w.mustBeUnchanged()
	if digestOf(t, second) == before {
		t.Error("the second version has the digest of the first")
	}

	w.mustRun("destroy", "-auto-approve")
	if digestOf(t, first) != before || !w.engineHas(first) || !w.engineHas(second) {
		t.Error("what was to be kept is gone after destroy")
	}
	digestOf(t, second)
}

func TestMetadataIsChangedInPlaceAndDestroyRemoves(t *testing.T) {
	w := newWorkspace(t)
	w.write("context/Dockerfile", dockerfile)
	image := kept(w.image("1"))
	w.configure(image, nil)
	w.mustRun("apply", "-auto-approve")
	image["keep_locally"] = false
	w.configure(image, nil)
	mustContain(t, w.mustRun("apply", "-auto-approve"), "0 added, 1 changed, 0 destroyed")
	w.mustRun("destroy", "-auto-approve")
	if w.engineHas(w.image("1")) {
		t.Error("the image is still there after destroy")
	}
}

func TestMissingImageIsBuiltAgain(t *testing.T) {
	w := newWorkspace(t)
	w.write("context/Dockerfile", dockerfile)
	w.configure(kept(w.image("1")), pushed())
	w.mustRun("apply", "-auto-approve")
	if _, err := w.docker().ImageRemove(context.Background(), w.image("1"), client.ImageRemoveOptions{Force: true}); err != nil {
		t.Fatal(err)
	}
	mustContain(t, w.mustRun("plan"), "docker_image.it will be created", "1 to add, 0 to change, 0 to destroy")
}

// An image that was pulled by its tag is found by name, so a machine that did not build it has an empty plan.
func TestPulledImageIsFound(t *testing.T) {
	w := newWorkspace(t)
	w.write("context/Dockerfile", dockerfile)
	w.configure(kept(w.image("1")), pushed())
	w.mustRun("apply", "-auto-approve")
	docker, ctx := w.docker(), context.Background()
	if _, err := docker.ImageRemove(ctx, w.image("1"), client.ImageRemoveOptions{Force: true}); err != nil {
		t.Fatal(err)
	}
	pull, err := docker.ImagePull(ctx, w.image("1"), client.ImagePullOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if err := pull.Wait(ctx); err != nil {
		t.Fatal(err)
	}
	w.mustBeUnchanged()
}

// The genuine provider stores "", 0, false and empty lists where this one stores null.
func TestStateOfTheGenuineProviderIsUnderstood(t *testing.T) {
	w := newWorkspace(t)
	w.write("context/Dockerfile", dockerfile)
	w.configure(kept(w.image("1")), pushed())
	w.mustRun("apply", "-auto-approve")

	path := filepath.Join(w.folder, "terraform.tfstate")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var state block
	if err := json.Unmarshal(text, &state); err != nil {
		t.Fatal(err)
	}
	for _, resource := range state["resources"].([]any) {
		if resource.(block)["type"] != "docker_image" {
			continue
		}
		attributes := resource.(block)["instances"].([]any)[0].(block)["attributes"].(block)
		build := attributes["build"].([]any)[0].(block)
		maps.Copy(build, block{"session_id": "", "builder": "", "version": "", "target": "", "platform": "", "cpu_shares": 0, "memory": 0,
			"squash": false, "no_cache": false, "cache_from": []any{}, "extra_hosts": []any{}, "tag": []any{}, "label": block{}})
	}
	state["serial"] = state["serial"].(float64) + 1
	text, err = json.Marshal(state)
	if err != nil {
		t.Fatal(err)
	}
	w.write("terraform.tfstate", string(text))
	w.mustBeUnchanged()
}
