// One binary holds every program of the lab's cluster, so that the packages they share are compiled and linked once.
// The name it is called by decides which program it is.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
)

func main() {
	os.Exit(dispatch(os.Args))
}

// dispatch runs the program that args[0] names. Called by any other name, the first argument names the program:
// `plimsoll-kube kubelet --help` helps where nobody made a link.
func dispatch(args []string) int {
	name := filepath.Base(args[0])
	if _, known := components[name]; !known && len(args) > 1 {
		args = args[1:]
		name = args[0]
	}
	run, known := components[name]
	if !known {
		fmt.Fprintf(os.Stderr, "%q is no program of this binary: call it by (or with, as first argument) one of %s\n",
			name, strings.Join(componentNames(), ", "))
		return 2
	}
	// Flag parsers read the process's arguments, not ours.
	os.Args = args
	return run()
}

func componentNames() []string {
	names := make([]string, 0, len(components))
	for name := range components {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}
