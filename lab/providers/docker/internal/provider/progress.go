package provider

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-log/tflog"

	"plimsoll/lab/providers/docker/internal/engine"
)

// BuildLogVariable names a file to which every line of every build is appended as it happens. Terraform shows nothing of
// a provider while it works, so this is the way to watch a build (tail -f, or a program around Terraform).
const BuildLogVariable = "PLIMSOLL_DOCKER_BUILD_LOG"

// progress passes on the lines of one build.
type progress struct {
	ctx  context.Context
	name string
	file *os.File
}

func startProgress(ctx context.Context, name string) *progress {
	started := &progress{ctx: ctx, name: name}
	if path := os.Getenv(BuildLogVariable); path != "" {
		file, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
		if err != nil {
			tflog.Warn(ctx, "the build log cannot be written", map[string]any{"error": err.Error()})
		}
		started.file = file
	}
	return started
}

func (p *progress) line(line string) {
	tflog.Info(p.ctx, line, map[string]any{"image": p.name})
	if p.file != nil {
		fmt.Fprintf(p.file, "%s: %s\n", p.name, line)
	}
}

// watched is true when the lines went somewhere that a person can see.
func (p *progress) watched() bool { return p.file != nil }

func (p *progress) end() {
	if p.file != nil {
		p.file.Close()
	}
}

// summaryOf is the only way to show a person, after the fact, what a build did: providers have warnings and errors.
func summaryOf(name string, result engine.BuildResult) (title, detail string) {
	cached := 0
	var lines []string
	for _, step := range result.Steps {
		took := step.Took.Round(100 * time.Millisecond).String()
		if step.Cached {
			cached++
			took = "cached"
		}
		lines = append(lines, fmt.Sprintf("%-8s %s", took, step))
	}
	// Terraform has no kind of message for good news.
	title = fmt.Sprintf("Built %s in %s: %d steps, %d of them cached (not a problem: Terraform shows only warnings)", name, result.Took.Round(100*time.Millisecond), len(result.Steps), cached)
	return title, strings.Join(lines, "\n")
}
