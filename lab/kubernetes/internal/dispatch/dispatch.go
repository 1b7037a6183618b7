// Package dispatch chooses one of several programs by the name that the process was called by.
package dispatch

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Programs are known by name; each returns the exit code of the process.
type Programs map[string]func() int

// Run runs the program that arguments[0] names. Called by any other name, the first argument names the program:
// `plimsoll-kube kubelet --help` helps where nobody made a link.
func Run(programs Programs, arguments []string) int {
	name := filepath.Base(arguments[0])
	if _, known := programs[name]; !known && len(arguments) > 1 {
		arguments = arguments[1:]
		name = arguments[0]
	}
	run, known := programs[name]
	if !known {
		fmt.Fprintf(os.Stderr, "%q is no program of this binary: call it by (or with, as first argument) one of %s\n",
			name, strings.Join(slices.Sorted(maps.Keys(programs)), ", "))
		return 2
	}
	// The programs' parsers of flags read the process's arguments.
	os.Args = arguments
	return run()
}
