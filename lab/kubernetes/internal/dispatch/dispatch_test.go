package dispatch

import (
	"os"
	"slices"
	"testing"
)

// program records the arguments that it would parse.
func program(t *testing.T, seen *[]string) Programs {
	t.Helper()
	arguments := os.Args
	t.Cleanup(func() { os.Args = arguments })
	return Programs{"probe": func() int {
		*seen = os.Args
		return 7
	}}
}

func TestRunChoosesByNameOrFirstArgument(t *testing.T) {
	for _, given := range [][]string{
		{"/state/bin/probe", "--flag", "value"},
		{"/cache/plimsoll-kube", "probe", "--flag", "value"},
	} {
		var seen []string
		if code := Run(program(t, &seen), given); code != 7 {
			t.Errorf("Run(%q) = %d, want the program's own exit code 7", given, code)
		}
		if len(seen) != 3 || !slices.Equal(seen[1:], []string{"--flag", "value"}) {
			t.Errorf("Run(%q) left the program the arguments %q", given, seen)
		}
	}
}

func TestRunRefusesOtherNames(t *testing.T) {
	for _, given := range [][]string{{"plimsoll-kube"}, {"plimsoll-kube", "kubectl"}} {
		var seen []string
		if code := Run(program(t, &seen), given); code != 2 || seen != nil {
			t.Errorf("Run(%q) = %d with arguments %q, want 2 and no program started", given, code, seen)
		}
	}
}
