// One binary holds every program of the lab's cluster, so that the packages they share are compiled and linked once.
// The name it is called by decides which program it is.
package main

import (
	"os"

	"plimsoll.dev/lab/kubernetes/internal/dispatch"
)

func main() {
	os.Exit(dispatch.Run(components, os.Args))
}
