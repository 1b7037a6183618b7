package networkpolicy

import (
	"bytes"
	"fmt"
	"os/exec"
	"reflect"
	"unsafe"

	"github.com/cloudnativelabs/kube-router/v2/pkg/controllers/netpol"
	"github.com/cloudnativelabs/kube-router/v2/pkg/utils"
	core "k8s.io/api/core/v1"
)

// filterTable is the controller's way to the IPv4 rules of this node.
type filterTable struct {
	// run starts a program with standard input and returns its output.
	run func(input []byte, program string, arguments ...string) ([]byte, error)
}

var _ utils.IPTablesSaveRestorer = filterTable{}

// SaveInto writes the table as it is into buffer.
func (f filterTable) SaveInto(table string, buffer *bytes.Buffer) error {
	saved, err := f.run(nil, "iptables-save", "-t", table)
	buffer.Write(saved)
	return err
}

// Restore brings the controller's chains into the desired state and leaves those of others alone.
func (f filterTable) Restore(table string, desired []byte) error {
	current, err := f.run(nil, "iptables-save", "-t", table)
	if err != nil {
		return err
	}
	_, err = f.run(ownChanges(desired, current), "iptables-restore", "--wait", "--noflush", "-T", table)
	return err
}

func runProgram(input []byte, program string, arguments ...string) ([]byte, error) {
	var output, complaint bytes.Buffer
	command := exec.Command(program, arguments...)
	command.Stdin, command.Stdout, command.Stderr = bytes.NewReader(input), &output, &complaint
	if err := command.Run(); err != nil {
		return nil, fmt.Errorf("%s %v: %w: %s", program, arguments, err, complaint.String())
	}
	return output.Bytes(), nil
}

// restorersField is where the controller keeps its way to the rules, an interface, but private.
const restorersField = "iptablesSaveRestore"

// keepToOwnRules puts filterTable into the controller. The version of the controller is pinned, and a test fails when
// the field is renamed or changes its type.
func keepToOwnRules(controller *netpol.NetworkPolicyController) error {
	restorers := map[core.IPFamily]utils.IPTablesSaveRestorer{core.IPv4Protocol: filterTable{run: runProgram}}
	field := reflect.ValueOf(controller).Elem().FieldByName(restorersField)
	if !field.IsValid() || field.Type() != reflect.TypeOf(restorers) {
		return fmt.Errorf("this version of kube-router has no field %s of type %T: adapt keepToOwnRules to it", restorersField, restorers)
	}
	*(*map[core.IPFamily]utils.IPTablesSaveRestorer)(unsafe.Pointer(field.UnsafeAddr())) = restorers
	return nil
}
