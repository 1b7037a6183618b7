package acceptance

import (
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/moby/moby/client"
)

func TestFailingStepIsShownWithItsOutput(t *testing.T) {
	w := newWorkspace(t)
	w.write("context/Dockerfile", "FROM scratch\nCOPY . /\nARG API_TOKEN\nRUN [\"/steptool\", \"fail\"]\n")
	image := kept(w.image("1"))
	image["build"].(block)["build_args"] = block{"API_TOKEN": "t0ps3cret"}
	w.configure(image, pushed())
	text, code := w.run("apply", "-auto-approve")
	if code != 1 {
		t.Errorf("exit code %d", code)
	}
	_, failure, _ := strings.Cut(text, "Error: ")
	mustContain(t, failure, "Building "+w.image("1")+" failed", `step 4/4: RUN ["/steptool", "fail"]`, "returned a non-zero code: 3",
		"line 80", "cannot go on", "(value of API_TOKEN hidden)")
	if strings.Contains(failure, "t0ps3cret") {
		t.Error("the error shows a secret build argument")
	}
}

func TestDockerfileThatCannotBeRead(t *testing.T) {
	w := newWorkspace(t)
	w.write("context/Dockerfile", "FROM scratch\nCOPPY . /\n")
	w.configure(kept(w.image("1")), nil)
	text, _ := w.run("apply", "-auto-approve")
	mustContain(t, text, "Building "+w.image("1")+" failed", "COPPY")

	if err := os.Remove(filepath.Join(w.folder, "context/Dockerfile")); err != nil {
		t.Fatal(err)
	}
	text, _ = w.run("apply", "-auto-approve")
	mustContain(t, text, `the Dockerfile "Dockerfile" cannot be read`, "no such file")
}

func TestEngineThatDoesNotAnswer(t *testing.T) {
	w := newWorkspace(t)
	w.write("context/Dockerfile", dockerfile)
	w.host = "unix://" + filepath.Join(w.folder, "nobody.sock")
	w.configure(kept(w.image("1")), pushed())
	text, code := w.run("plan")
	if code != 1 {
		t.Errorf("exit code %d", code)
	}
	mustContain(t, text, "the Docker engine at "+w.host+" does not answer", "DOCKER_HOST")
}

// relay lets a registry vanish while the engine and its image stay.
func relay(t *testing.T, to string) (address string, vanish func()) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		for {
			from, err := listener.Accept()
			if err != nil {
				return
			}
			onward, err := net.Dial("tcp", to)
			if err != nil {
				from.Close()
				continue
			}
			go func() { io.Copy(onward, from); onward.Close() }()
			go func() { io.Copy(from, onward); from.Close() }()
		}
	}()
	return listener.Addr().String(), func() { listener.Close() }
}

func TestRegistryThatDoesNotAnswer(t *testing.T) {
	w := newWorkspace(t)
	address, vanish := relay(t, w.registry)
	w.registry = address
	w.write("context/Dockerfile", dockerfile)
	w.configure(kept(w.image("1")), pushed())
	w.mustRun("apply", "-auto-approve")
	vanish()

	text, code := w.run("plan")
	if code != 1 {
		t.Errorf("an outage was planned as a change (exit code %d)", code)
	}
	mustContain(t, text, "the registry "+address+" does not answer", "-refresh=false")

	w.configure(kept(w.image("2")), pushed())
	text, code = w.run("apply", "-auto-approve", "-refresh=false")
	if code != 1 {
		t.Errorf("exit code %d", code)
	}
	mustContain(t, text, "Pushing "+w.image("2")+" failed", "connection refused")
}

func TestInterruptStopsTheBuild(t *testing.T) {
	w := newWorkspace(t)
	mark := fmt.Sprintf("interrupt-%d", os.Getpid())
	w.write("context/Dockerfile", "FROM scratch\nCOPY . /\nRUN [\"/steptool\", \"sleep\", \""+mark+"\"]\n")
	log := filepath.Join(w.folder, "build.log")
	w.extra = []string{"PLIMSOLL_DOCKER_BUILD_LOG=" + log}
	w.configure(kept(w.image("1")), nil)
	command := w.command("apply", "-auto-approve")
	var output strings.Builder
	command.Stdout, command.Stderr = &output, &output
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the build log shows the step at work", func() bool {
		text, _ := os.ReadFile(log)
		return strings.Contains(string(text), "asleep")
	})
	if !runs(t, w, mark) {
		t.Fatal("no container of the build is at work")
	}
	if err := command.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	command.Wait()
	text := strings.Join(strings.Fields(output.String()), " ")
	mustContain(t, text, "the build was interrupted")
	eventually(t, "the container of the build is gone", func() bool { return !runs(t, w, mark) })
}

func runs(t *testing.T, w *workspace, mark string) bool {
	t.Helper()
	containers, err := w.docker().ContainerList(context.Background(), client.ContainerListOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, container := range containers.Items {
		if strings.Contains(container.Command, mark) {
			return true
		}
	}
	return false
}

func eventually(t *testing.T, what string, check func() bool) {
	t.Helper()
	for deadline := time.Now().Add(60 * time.Second); time.Now().Before(deadline); time.Sleep(200 * time.Millisecond) {
		if check() {
			return
		}
	}
	t.Fatalf("not within a minute: %s", what)
}
