package networkpolicy

import (
	"bufio"
	"bytes"
	"fmt"
	"strings"
)

// The controller saves the filter table, spends some 100 ms on rules, and restores the whole table from that copy.
// What kube-proxy, the kubelet or Docker changed in between would be undone: a Service that just got its first
// endpoint would go on refusing connections. So we write back the controller's own chains and nothing else.

// ownPrefixes begin the names of chains that belong to the controller alone.
var ownPrefixes = []string{"KUBE-ROUTER-", "KUBE-NWPLCY-", "KUBE-POD-FW-"}

// acceptComment marks the one rule that the controller adds to chains of others: it accepts what policies admitted.
const acceptComment = "KUBE-ROUTER rule to explicitly ACCEPT traffic"

// othersPrefix is part of every rule of Kubernetes in a built-in chain.
const othersPrefix = "KUBE-"

// ownChanges turns a whole desired table into input for `iptables-restore --noflush`: our chains are made or emptied
// and filled, ours that are no longer wanted are removed, and the accepting rule is added where current lacks it.
func ownChanges(desired, current []byte) []byte {
	var chains, rules, removals bytes.Buffer
	wanted := map[string]bool{}
	have := readTable(current)
	for _, line := range lines(desired) {
		switch chain := chainOf(line); {
		case !isOwn(chain):
			if strings.Contains(line, acceptComment) && !have.accepts(chain) {
				fmt.Fprintf(&rules, "-I %s %d %s\n", chain, have.afterKubernetes(chain), ruleOf(line))
			}
		case strings.HasPrefix(line, ":"):
			if !wanted[chain] {
				fmt.Fprintf(&chains, ":%s - [0:0]\n", chain)
			}
			wanted[chain] = true
		default:
			fmt.Fprintln(&rules, line)
		}
	}
	// All are emptied before the first is removed, since they may refer to each other.
	for _, command := range []string{"-F", "-X"} {
		for _, chain := range have.chains {
			if isOwn(chain) && !wanted[chain] {
				fmt.Fprintln(&removals, command, chain)
			}
		}
	}
	return bytes.Join([][]byte{[]byte("*filter\n"), chains.Bytes(), rules.Bytes(), removals.Bytes(), []byte("COMMIT\n")}, nil)
}

// table is what must be known of the live table: its chains in order, and their rules.
type table struct {
	chains []string
	rules  map[string][]string
}

func readTable(saved []byte) table {
	result := table{rules: map[string][]string{}}
	for _, line := range lines(saved) {
		chain := chainOf(line)
		switch {
		case strings.HasPrefix(line, ":"):
			result.chains = append(result.chains, chain)
		case strings.HasPrefix(line, "-A "):
			result.rules[chain] = append(result.rules[chain], line)
		}
	}
	return result
}

func (t table) accepts(chain string) bool {
	for _, rule := range t.rules[chain] {
		if strings.Contains(rule, acceptComment) {
			return true
		}
	}
	return false
}

// afterKubernetes is the position behind the last rule of Kubernetes: kube-proxy's refusals must be asked first.
func (t table) afterKubernetes(chain string) int {
	position := 1
	for index, rule := range t.rules[chain] {
		if strings.Contains(rule, othersPrefix) {
			position = index + 2
		}
	}
	return position
}

// chainOf reads the chain from `:NAME ...`, `-A NAME ...` or `-I NAME 1 ...`; empty for anything else.
func chainOf(line string) string {
	if declared, found := strings.CutPrefix(line, ":"); found {
		name, _, _ := strings.Cut(declared, " ")
		return name
	}
	words := strings.SplitN(line, " ", 3)
	if len(words) > 1 && (words[0] == "-A" || words[0] == "-I") {
		return words[1]
	}
	return ""
}

// ruleOf leaves away `-A NAME`.
func ruleOf(line string) string {
	return strings.SplitN(line, " ", 3)[2]
}

func isOwn(chain string) bool {
	for _, prefix := range ownPrefixes {
		if strings.HasPrefix(chain, prefix) {
			return true
		}
	}
	return false
}

func lines(text []byte) []string {
	var result []string
	scanner := bufio.NewScanner(bytes.NewReader(text))
	for scanner.Scan() {
		result = append(result, scanner.Text())
	}
	return result
}
