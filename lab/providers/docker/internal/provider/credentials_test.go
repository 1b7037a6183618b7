package provider

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/types"
)

// "YW5uOnB3" is ann:pw.
const dockerConfig = `{"auths": {"registry.example.org": {"auth": "YW5uOnB3"}}}`

func environment(values map[string]string) func(string) string {
	return func(name string) string { return values[name] }
}

func TestWhereALoginComesFrom(t *testing.T) {
	file := filepath.Join(t.TempDir(), "config.json")
	if err := os.WriteFile(file, []byte(dockerConfig), 0o600); err != nil {
		t.Fatal(err)
	}
	address := types.StringValue("registry.example.org")
	for _, row := range []struct {
		name     string
		block    registryAuth
		env      map[string]string
		user, pw string
	}{
		{"name and password", registryAuth{Address: address, Username: types.StringValue("bob"), Password: types.StringValue("x")}, nil, "bob", "x"},
		{"environment", registryAuth{Address: address}, map[string]string{userVariable: "eve", passVariable: "y"}, "eve", "y"},
		{"content", registryAuth{Address: address, ConfigFileContent: types.StringValue(dockerConfig)}, nil, "ann", "pw"},
		{"file", registryAuth{Address: address, ConfigFile: types.StringValue(file)}, nil, "ann", "pw"},
		{"file named by the environment", registryAuth{Address: address}, map[string]string{configVariable: file}, "ann", "pw"},
		{"no login", registryAuth{Address: address, AuthDisabled: types.BoolValue(true)}, map[string]string{userVariable: "eve"}, "", ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			found, err := credentialsFrom([]registryAuth{row.block}, environment(row.env))
			if err != nil {
				t.Fatal(err)
			}
			access, err := found.of("registry.example.org/shop/web:1")
			if err != nil || access.Login.Username != row.user || access.Login.Password != row.pw {
				t.Errorf("got %q %q, %v", access.Login.Username, access.Login.Password, err)
			}
		})
	}
}

func TestMistakesInLogins(t *testing.T) {
	missing := registryAuth{Address: types.StringValue("a.example.org"), ConfigFile: types.StringValue("/nowhere/config.json")}
	broken := registryAuth{Address: types.StringValue("b.example.org"), ConfigFileContent: types.StringValue("not json with pw")}
	_, err := credentialsFrom([]registryAuth{missing, broken}, environment(nil))
	for _, want := range []string{`registry_auth for "a.example.org"`, "auth_disabled = true", `registry_auth for "b.example.org"`} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v does not say %q", err, want)
		}
	}
	_, err = credentials{}.of("c.example.org/web:1")
	if err == nil || !strings.Contains(err.Error(), "no registry_auth for the registry c.example.org") {
		t.Error(err)
	}
}

func TestAddressMayCarryASchemeAndAPath(t *testing.T) {
	for address, want := range map[string]string{"h:5000": "h:5000", "https://h:5000/v2/": "h:5000", "http://h": "h"} {
		if host, plain := hostOf(address); host != want || plain != strings.HasPrefix(address, "http://") {
			t.Errorf("%s became %s, plain %v", address, host, plain)
		}
	}
}
