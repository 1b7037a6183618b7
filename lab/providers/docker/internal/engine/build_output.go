package engine

import (
	"fmt"
	"regexp"
	"strings"
	"time"
)

// Lines of engine output that an error shows; enough for the usual stack trace, and for a message on standard error that
// overtook some of standard output on its way here.
const tailLines = 100

var (
	stepLine    = regexp.MustCompile(`^Step (\d+)/(\d+) : (.*)$`)
	cachedLine  = regexp.MustCompile(`^ ---> Using cache$`)
	layerLine   = regexp.MustCompile(`^ ---> (Running in )?[0-9a-f]{12}$`)
	colour      = regexp.MustCompile("\x1b\\[[0-9;]*m") // the classic builder paints standard error red
	removedLine = regexp.MustCompile(`^Removing intermediate container [0-9a-f]{12}$`)
)

// Step is one instruction of a Dockerfile as the engine carried it out.
type Step struct {
	Number, Of  int
	Instruction string
	Cached      bool
	Took        time.Duration
}

func (s Step) String() string { return fmt.Sprintf("step %d/%d: %s", s.Number, s.Of, s.Instruction) }

// buildOutput follows what the classic builder prints.
type buildOutput struct {
	now      func() time.Time
	started  time.Time
	steps    []Step
	warnings []string
	tail     []string
	partial  string
	// listen hears every line as it comes.
	listen func(line string)
}

// write takes a piece of output; pieces end anywhere.
func (o *buildOutput) write(piece string) {
	lines := strings.Split(o.partial+piece, "\n")
	o.partial = lines[len(lines)-1]
	for _, line := range lines[:len(lines)-1] {
		o.line(line)
	}
}

// close takes what came after the last line break.
func (o *buildOutput) close() {
	if o.partial != "" {
		o.line(o.partial)
		o.partial = ""
	}
	o.endStep()
}

func (o *buildOutput) line(line string) {
	line = strings.TrimRight(colour.ReplaceAllString(line, ""), "\r")
	if o.listen != nil {
		o.listen(line)
	}
	if match := stepLine.FindStringSubmatch(line); match != nil {
		o.endStep()
		step := Step{Instruction: match[3]}
		fmt.Sscan(match[1], &step.Number)
		fmt.Sscan(match[2], &step.Of)
		o.steps, o.started, o.tail = append(o.steps, step), o.now(), nil
		return
	}
	if warning, found := strings.CutPrefix(line, "[Warning] "); found {
		o.warnings = append(o.warnings, warning)
		return
	}
	if cachedLine.MatchString(line) && len(o.steps) > 0 {
		o.steps[len(o.steps)-1].Cached = true
		return
	}
	if layerLine.MatchString(line) || removedLine.MatchString(line) || strings.TrimSpace(line) == "" {
		return
	}
	o.tail = append(o.tail, line)
	if len(o.tail) > tailLines {
		o.tail = o.tail[1:]
	}
}

func (o *buildOutput) endStep() {
	if last := len(o.steps) - 1; last >= 0 && o.steps[last].Took == 0 {
		o.steps[last].Took = o.now().Sub(o.started)
	}
}
