package networkpolicy

import (
	"os"
	"strings"
	"testing"
)

func TestOwnChanges(t *testing.T) {
	for _, name := range []string{"first-sync", "pod-replaced"} {
		t.Run(name, func(t *testing.T) {
			read := func(part string) []byte {
				content, err := os.ReadFile("testdata/" + name + "." + part)
				if err != nil {
					t.Fatal(err)
				}
				return content
			}
			got := string(ownChanges(read("desired"), read("current")))
			if want := string(read("want")); got != want {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}

// The desired table was saved before kube-proxy dropped its refusal; writing it back would refuse again.
func TestOwnChangesNameNoChainOfOthers(t *testing.T) {
	desired := `*filter
:INPUT DROP [0:0]
:KUBE-EXTERNAL-SERVICES - [0:0]
:KUBE-ROUTER-INPUT - [0:0]
-A INPUT -j KUBE-FIREWALL
-A KUBE-EXTERNAL-SERVICES -p tcp -m comment --comment "shop/web has no endpoints" -m tcp --dport 30080 -j REJECT
-A KUBE-ROUTER-INPUT -d 10.96.0.0/16 -j RETURN
COMMIT
`
	got := string(ownChanges([]byte(desired), []byte("*filter\n:INPUT ACCEPT [0:0]\n:KUBE-EXTERNAL-SERVICES - [0:0]\nCOMMIT\n")))
	for _, foreign := range []string{"INPUT DROP", ":INPUT", "KUBE-EXTERNAL-SERVICES", "KUBE-FIREWALL"} {
		if strings.Contains(got, foreign) {
			t.Errorf("%q is not ours, but would be written:\n%s", foreign, got)
		}
	}
	if !strings.Contains(got, "-A KUBE-ROUTER-INPUT -d 10.96.0.0/16 -j RETURN\n") {
		t.Errorf("our own rule got lost:\n%s", got)
	}
}
