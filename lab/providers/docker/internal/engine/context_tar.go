package engine

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/moby/go-archive"
	"github.com/moby/patternmatcher"
	"github.com/moby/patternmatcher/ignorefile"
)

const ignoreFile = ".dockerignore"

// BuildContext is a checked folder with the Dockerfile in it.
type BuildContext struct {
	folder string
	// dockerfile is relative to folder, with slashes, as the engine wants it.
	dockerfile string
}

// OpenContext checks folder and Dockerfile before anything is sent. A relative folder counts from the working
// directory, which is where Terraform runs; a relative Dockerfile counts from the folder.
func OpenContext(folder, dockerfile string) (BuildContext, error) {
	absolute, err := filepath.Abs(folder)
	if err != nil {
		return BuildContext{}, err
	}
	info, err := os.Stat(absolute)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return BuildContext{}, fmt.Errorf("the build context %q does not exist (looked for %s)", folder, absolute)
	case err != nil:
		return BuildContext{}, fmt.Errorf("the build context %q cannot be read: %w", folder, err)
	case !info.IsDir():
		return BuildContext{}, fmt.Errorf("the build context %q is a file; it must be a folder", folder)
	}
	file := dockerfile
	if !filepath.IsAbs(file) {
		file = filepath.Join(absolute, file)
	}
	inside, err := filepath.Rel(absolute, file)
	if err != nil || inside == ".." || strings.HasPrefix(inside, ".."+string(filepath.Separator)) {
		return BuildContext{}, fmt.Errorf("the Dockerfile %q lies outside of the build context %q: %s", dockerfile, folder,
			"that is not in the lab provider; move it inside or use the genuine kreuzwerker/docker 3.6.2")
	}
	if _, err := os.Stat(file); err != nil {
		return BuildContext{}, fmt.Errorf("the Dockerfile %q cannot be read (looked for %s): %w", dockerfile, file, err)
	}
	return BuildContext{folder: absolute, dockerfile: filepath.ToSlash(inside)}, nil
}

// Tar streams the context, without what .dockerignore leaves out. Owners become root, as with Docker's command line, so
// that the same files give the same layers on every machine.
func (c BuildContext) Tar() (io.ReadCloser, error) {
	patterns, err := c.excluded()
	if err != nil {
		return nil, err
	}
	return archive.TarWithOptions(c.folder, &archive.TarOptions{
		ExcludePatterns: patterns,
		ChownOpts:       &archive.ChownOpts{UID: 0, GID: 0},
	})
}

func (c BuildContext) excluded() ([]string, error) {
	file, err := os.Open(filepath.Join(c.folder, ignoreFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	patterns, err := ignorefile.ReadAll(file)
	if err != nil {
		return nil, fmt.Errorf("%s cannot be read: %w", file.Name(), err)
	}
	// The engine needs these two even when they are ignored; it drops them itself afterwards.
	for _, needed := range []string{ignoreFile, c.dockerfile} {
		ignored, err := patternmatcher.MatchesOrParentMatches(needed, patterns)
		if err != nil {
			return nil, fmt.Errorf("%s has a pattern that cannot be understood: %w", file.Name(), err)
		}
		if ignored {
			patterns = append(patterns, "!"+needed)
		}
	}
	return patterns, nil
}
