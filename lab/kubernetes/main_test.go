package main

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// withComponent registers a program that records the arguments it would parse.
func withComponent(t *testing.T, name string) *[]string {
	t.Helper()
	var seen []string
	arguments := os.Args
	components[name] = func() int {
		seen = os.Args
		return 7
	}
	t.Cleanup(func() {
		delete(components, name)
		os.Args = arguments
	})
	return &seen
}

func TestDispatch(t *testing.T) {
	seen := withComponent(t, "probe")
	for _, given := range [][]string{
		{"/state/bin/probe", "--flag", "value"},
		{"/cache/plimsoll-kube", "probe", "--flag", "value"},
	} {
		if code := dispatch(given); code != 7 {
			t.Errorf("dispatch(%q) = %d, want the program's own exit code 7", given, code)
		}
		if got := (*seen)[len(*seen)-2:]; !slices.Equal(got, []string{"--flag", "value"}) || len(*seen) != 3 {
			t.Errorf("dispatch(%q) left the program the arguments %q", given, *seen)
		}
	}
}

func TestDispatchRefusesOtherNames(t *testing.T) {
	for _, given := range [][]string{{"plimsoll-kube"}, {"plimsoll-kube", "kubectl"}, {"probe"}} {
		if code := dispatch(given); code != 2 {
			t.Errorf("dispatch(%q) = %d, want 2", given, code)
		}
	}
}

func TestEveryProgramOfTheReadmeExists(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	for name := range components {
		if !strings.Contains(string(readme), "`"+name+"`") {
			t.Errorf("README.md does not tell about program %s", name)
		}
	}
}
