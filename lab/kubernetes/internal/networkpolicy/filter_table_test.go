package networkpolicy

import (
	"bytes"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/cloudnativelabs/kube-router/v2/pkg/controllers/netpol"
)

// recorder stands in for the programs of iptables, which need root and would change this machine.
type recorder struct {
	calls []string
	input string
	fail  string
}

func (r *recorder) run(input []byte, program string, arguments ...string) ([]byte, error) {
	r.calls = append(r.calls, strings.Join(append([]string{program}, arguments...), " "))
	if program == r.fail {
		return nil, errors.New("no such program")
	}
	if input != nil {
		r.input = string(input)
	}
	return []byte("*filter\n:KUBE-POD-FW-OLD - [0:0]\nCOMMIT\n"), nil
}

func TestRestoreReadsAgainAndFlushesNothing(t *testing.T) {
	programs := &recorder{}
	desired := []byte("*filter\n:KUBE-POD-FW-NEW - [0:0]\nCOMMIT\n")
	if err := (filterTable{run: programs.run}).Restore("filter", desired); err != nil {
		t.Fatal(err)
	}
	want := []string{"iptables-save -t filter", "iptables-restore --wait --noflush -T filter"}
	if !slices.Equal(programs.calls, want) {
		t.Errorf("called %q, want %q", programs.calls, want)
	}
	if !strings.Contains(programs.input, "-X KUBE-POD-FW-OLD\n") {
		t.Errorf("the chain that only the live table has stays:\n%s", programs.input)
	}
}

func TestRestoreChangesNothingWhenItCannotRead(t *testing.T) {
	programs := &recorder{fail: "iptables-save"}
	if err := (filterTable{run: programs.run}).Restore("filter", []byte("*filter\nCOMMIT\n")); err == nil {
		t.Error("no error though iptables-save failed")
	}
	if len(programs.calls) != 1 {
		t.Errorf("went on after the failure: %q", programs.calls)
	}
}

func TestRunProgramTellsWhatTheProgramSaid(t *testing.T) {
	if output, err := runProgram([]byte("in"), "cat"); err != nil || !bytes.Equal(output, []byte("in")) {
		t.Errorf("runProgram(cat) = %q, %v", output, err)
	}
	_, err := runProgram(nil, "ls", "/does-not-exist")
	if err == nil || !strings.Contains(err.Error(), "/does-not-exist") {
		t.Errorf("error %v does not tell what the program complained about", err)
	}
}

func TestControllerWritesThroughFilterTable(t *testing.T) {
	controller := &netpol.NetworkPolicyController{}
	if err := keepToOwnRules(controller); err != nil {
		t.Fatal(err)
	}
	restorers := reflect.ValueOf(controller).Elem().FieldByName(restorersField)
	if restorers.Len() != 1 {
		t.Fatalf("%d ways to write rules, want the one for IPv4", restorers.Len())
	}
	for _, family := range restorers.MapKeys() {
		if got := restorers.MapIndex(family).Elem().Type(); got != reflect.TypeOf(filterTable{}) {
			t.Errorf("the controller would write through %s", got)
		}
	}
}
