package provider

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/docker/cli/cli/config/configfile"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/moby/moby/api/types/registry"

	registryclient "plimsoll/lab/providers/docker/internal/registry"
)

const (
	userVariable   = "DOCKER_REGISTRY_USER"
	passVariable   = "DOCKER_REGISTRY_PASS"
	configVariable = "DOCKER_CONFIG"
	defaultConfig  = "~/.docker/config.json"
)

// registryAuth is one registry_auth block of the provider.
type registryAuth struct {
	Address           types.String `tfsdk:"address"`
	Username          types.String `tfsdk:"username"`
	Password          types.String `tfsdk:"password"`
	ConfigFile        types.String `tfsdk:"config_file"`
	ConfigFileContent types.String `tfsdk:"config_file_content"`
	AuthDisabled      types.Bool   `tfsdk:"auth_disabled"`
}

// credentials of registries, by host and port.
type credentials map[string]registryclient.Access

// credentialsFrom reads all blocks; `getenv` is os.Getenv outside of tests. The order in which sources count is the
// genuine provider's: name and password, then the file's content, then the file.
func credentialsFrom(blocks []registryAuth, getenv func(string) string) (credentials, error) {
	found := credentials{}
	var mistakes []error
	for _, block := range blocks {
		host, plain := hostOf(block.Address.ValueString())
		login, err := block.login(host, getenv)
		if err != nil {
			mistakes = append(mistakes, fmt.Errorf("registry_auth for %q: %w", block.Address.ValueString(), err))
			continue
		}
		login.ServerAddress = block.Address.ValueString()
		found[host] = registryclient.Access{Login: login, PlainHTTP: plain}
	}
	return found, errors.Join(mistakes...)
}

func (a registryAuth) login(host string, getenv func(string) string) (registry.AuthConfig, error) {
	if a.AuthDisabled.ValueBool() {
		return registry.AuthConfig{}, nil
	}
	if user := valueOr(a.Username, getenv(userVariable)); user != "" {
		return registry.AuthConfig{Username: user, Password: valueOr(a.Password, getenv(passVariable))}, nil
	}
	if content := a.ConfigFileContent.ValueString(); content != "" {
		return loginIn(strings.NewReader(content), "config_file_content", host)
	}
	path := valueOr(a.ConfigFile, getenv(configVariable))
	if path == "" {
		path = defaultConfig
	}
	if rest, inHome := strings.CutPrefix(path, "~/"); inHome {
		home, err := os.UserHomeDir()
		if err != nil {
			return registry.AuthConfig{}, err
		}
		path = filepath.Join(home, rest)
	}
	file, err := os.Open(path)
	if err != nil {
		return registry.AuthConfig{}, fmt.Errorf("no username is set and the Docker configuration cannot be read: %w\n"+
			"Set username and password, or auth_disabled = true for a registry without login", err)
	}
	defer file.Close()
	return loginIn(file, path, host)
}

func loginIn(content io.Reader, origin, host string) (registry.AuthConfig, error) {
	config := configfile.New("")
	if err := config.LoadFromReader(content); err != nil {
		return registry.AuthConfig{}, fmt.Errorf("%s is not a Docker configuration in JSON: %w", origin, err)
	}
	entry, err := config.GetAuthConfig(host)
	if err != nil {
		return registry.AuthConfig{}, fmt.Errorf("the credential helper that %s names for %s failed: %w", origin, host, err)
	}
	return registry.AuthConfig{Username: entry.Username, Password: entry.Password}, nil
}

// of looks up the registry of an image. A registry that is not named is an error, as in the genuine provider.
func (c credentials) of(image string) (registryclient.Access, error) {
	host, err := registryclient.HostOf(image)
	if err != nil {
		return registryclient.Access{}, err
	}
	access, known := c[host]
	if !known {
		return registryclient.Access{}, fmt.Errorf("the provider has no registry_auth for the registry %s of %s; "+
			"add a block with this address and username and password, or with auth_disabled = true for a registry without login", host, image)
	}
	return access, nil
}

// logins gives what the engine needs to fetch base images.
func (c credentials) logins() map[string]registry.AuthConfig {
	logins := map[string]registry.AuthConfig{}
	for host, access := range c {
		if access.Login.Username != "" {
			logins[host] = access.Login
		}
	}
	return logins
}

// hostOf cuts scheme and path off an address; plain is true when the scheme says http.
func hostOf(address string) (host string, plain bool) {
	rest, plain := strings.CutPrefix(address, "http://")
	rest = strings.TrimPrefix(rest, "https://")
	host, _, _ = strings.Cut(rest, "/")
	return host, plain
}

func valueOr(value types.String, other string) string {
	if text := value.ValueString(); text != "" {
		return text
	}
	return other
}
