package engine

import (
	"archive/tar"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

func folderOf(t *testing.T, files map[string]string) string {
	t.Helper()
	folder := t.TempDir()
	for name, text := range files {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func headersOf(t *testing.T, folder, dockerfile string) map[string]*tar.Header {
	t.Helper()
	opened, err := OpenContext(folder, dockerfile)
	if err != nil {
		t.Fatal(err)
	}
	stream, err := opened.Tar()
	if err != nil {
		t.Fatal(err)
	}
	defer stream.Close()
	found := map[string]*tar.Header{}
	for reader := tar.NewReader(stream); ; {
		header, err := reader.Next()
		if errors.Is(err, io.EOF) {
			return found
		}
		if err != nil {
			t.Fatal(err)
		}
		found[header.Name] = header
	}
}

func TestTarKeepsLinksAndExecutableBits(t *testing.T) {
	folder := folderOf(t, map[string]string{"Dockerfile": "FROM scratch", "run.sh": "#!/bin/sh", "plain": "x"})
	if err := os.Chmod(filepath.Join(folder, "run.sh"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("run.sh", filepath.Join(folder, "link")); err != nil {
		t.Fatal(err)
	}
	found := headersOf(t, folder, "Dockerfile")
	if link := found["link"]; link.Typeflag != tar.TypeSymlink || link.Linkname != "run.sh" {
		t.Errorf("link became %c to %q", link.Typeflag, link.Linkname)
	}
	if mode := found["run.sh"].Mode & 0o111; mode != 0o111 {
		t.Errorf("run.sh lost its executable bits: %o", found["run.sh"].Mode)
	}
	if mode := found["plain"].Mode & 0o111; mode != 0 {
		t.Errorf("plain became executable: %o", found["plain"].Mode)
	}
	if owner := found["plain"].Uid; owner != 0 {
		t.Errorf("the owner is %d, so layers would differ between users", owner)
	}
}

func TestTarLeavesOutWhatIsIgnored(t *testing.T) {
	folder := folderOf(t, map[string]string{
		"Dockerfile": "FROM scratch", ".dockerignore": "# notes\nnode_modules\n**/*.log\n!keep.log\nDockerfile\n.dockerignore\n",
		"node_modules/a/b.js": "", "x.log": "", "deep/y.log": "", "keep.log": "", "main.js": "",
	})
	found := headersOf(t, folder, "Dockerfile")
	for _, name := range []string{"main.js", "keep.log", "Dockerfile", ".dockerignore"} {
		if found[name] == nil {
			t.Errorf("%s is missing in the context", name)
		}
	}
	for _, name := range []string{"node_modules/a/b.js", "node_modules/", "x.log", "deep/y.log"} {
		if found[name] != nil {
			t.Errorf("%s is in the context although .dockerignore names it", name)
		}
	}
}

func TestLargeContextIsStreamed(t *testing.T) {
	folder := folderOf(t, map[string]string{"Dockerfile": "FROM scratch"})
	const size = 256 << 20
	if err := os.WriteFile(filepath.Join(folder, "large"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(filepath.Join(folder, "large"), size); err != nil {
		t.Fatal(err)
	}
	opened, err := OpenContext(folder, "Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	stream, err := opened.Tar()
	if err != nil {
		t.Fatal(err)
	}
	defer stream.Close()
	sent, err := io.Copy(io.Discard, stream)
	if err != nil || sent < size {
		t.Fatalf("%d bytes were sent, %v", sent, err)
	}
	runtime.ReadMemStats(&after)
	if used := after.TotalAlloc - before.TotalAlloc; used > size/8 {
		t.Errorf("sending %d MiB took %d MiB of memory", size>>20, used>>20)
	}
}

func TestMistakesInContextAndDockerfile(t *testing.T) {
	folder := folderOf(t, map[string]string{"Dockerfile": "FROM scratch", "file": ""})
	for _, row := range []struct{ name, context, dockerfile, want string }{
		{"no folder", filepath.Join(folder, "none"), "Dockerfile", "does not exist (looked for"},
		{"a file", filepath.Join(folder, "file"), "Dockerfile", "must be a folder"},
		{"no Dockerfile", folder, "Other", `the Dockerfile "Other" cannot be read`},
		{"outside", folder, "../Dockerfile", "outside of the build context"},
		{"outside, absolute", folder, "/etc/hostname", "not in the lab provider"},
	} {
		t.Run(row.name, func(t *testing.T) {
			_, err := OpenContext(row.context, row.dockerfile)
			if err == nil || !strings.Contains(err.Error(), row.want) {
				t.Errorf("%v does not say %q", err, row.want)
			}
		})
	}
	if opened, err := OpenContext(folder, filepath.Join(folder, "Dockerfile")); err != nil || opened.dockerfile != "Dockerfile" {
		t.Errorf("an absolute Dockerfile inside became %q, %v", opened.dockerfile, err)
	}
}
