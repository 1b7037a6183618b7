package provider

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// written is what @cdktf/provider-docker 12.0.3 wrote for a stack; see README.md for how to write it again.
type written struct {
	Provider map[string][]map[string]any          `json:"provider"`
	Resource map[string]map[string]map[string]any `json:"resource"`
	Data     map[string]map[string]map[string]any `json:"data"`
}

func readWritten(t *testing.T, file string) written {
	t.Helper()
	text, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	var stack written
	if err := json.Unmarshal(text, &stack); err != nil {
		t.Fatal(err)
	}
	return stack
}

// served is the provider as Terraform talks to it.
type served struct {
	tfprotov5.ProviderServer
	schema *tfprotov5.GetProviderSchemaResponse
}

func serve(t *testing.T) served {
	t.Helper()
	server := providerserver.NewProtocol5(New())()
	schema, err := server.GetProviderSchema(context.Background(), &tfprotov5.GetProviderSchemaRequest{})
	if err != nil || len(schema.Diagnostics) > 0 {
		t.Fatal(err, schema.Diagnostics)
	}
	return served{server, schema}
}

// asSent completes a block as Terraform does before a provider sees it, and fails on what the schema does not have.
func asSent(t *testing.T, block *tfprotov5.SchemaBlock, given map[string]any, at string) map[string]any {
	t.Helper()
	sent := map[string]any{}
	for _, attribute := range block.Attributes {
		sent[attribute.Name] = given[attribute.Name]
		if text, ok := given[attribute.Name].(string); ok && attribute.Type.Is(tftypes.DynamicPseudoType) {
			sent[attribute.Name] = map[string]any{"type": "string", "value": text}
		}
		if attribute.Required && given[attribute.Name] == nil {
			t.Errorf("%s.%s is required, and the bindings did not write it", at, attribute.Name)
		}
	}
	for _, nested := range block.BlockTypes {
		if nested.Nesting == tfprotov5.SchemaNestedBlockNestingModeSingle {
			if inner, ok := given[nested.TypeName].(map[string]any); ok {
				sent[nested.TypeName] = asSent(t, nested.Block, inner, at+"."+nested.TypeName)
			}
			continue
		}
		many := []any{}
		switch inner := given[nested.TypeName].(type) {
		case map[string]any: // the bindings write an only block without a list around it
			many = append(many, asSent(t, nested.Block, inner, at+"."+nested.TypeName))
		case []any:
			for _, element := range inner {
				many = append(many, asSent(t, nested.Block, element.(map[string]any), at+"."+nested.TypeName))
			}
		}
		sent[nested.TypeName] = many
	}
	for name := range given {
		known := slices.ContainsFunc(block.Attributes, func(a *tfprotov5.SchemaAttribute) bool { return a.Name == name }) ||
			slices.ContainsFunc(block.BlockTypes, func(b *tfprotov5.SchemaNestedBlock) bool { return b.TypeName == name })
		if !known {
			t.Errorf("the bindings write %s.%s, which the schema does not have", at, name)
		}
	}
	return sent
}

func encode(t *testing.T, value map[string]any) *tfprotov5.DynamicValue {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return &tfprotov5.DynamicValue{JSON: text}
}

// validate sends everything of a stack through validation and gives the messages by address.
func validate(t *testing.T, stack written) map[string][]string {
	t.Helper()
	server, ctx := serve(t), context.Background()
	messages := map[string][]string{}
	note := func(address string, diagnostics []*tfprotov5.Diagnostic, err error) {
		if err != nil {
			t.Errorf("%s: %v", address, err)
		}
		for _, diagnostic := range diagnostics {
			messages[address] = append(messages[address], diagnostic.Summary+": "+diagnostic.Detail)
		}
	}
	for _, block := range stack.Provider["docker"] {
		config := encode(t, asSent(t, server.schema.Provider.Block, block, "provider"))
		answer, err := server.PrepareProviderConfig(ctx, &tfprotov5.PrepareProviderConfigRequest{Config: config})
		note("provider", answer.Diagnostics, err)
	}
	for kind, all := range stack.Resource {
		for name, block := range all {
			config := encode(t, asSent(t, server.schema.ResourceSchemas[kind].Block, block, kind))
			answer, err := server.ValidateResourceTypeConfig(ctx, &tfprotov5.ValidateResourceTypeConfigRequest{TypeName: kind, Config: config})
			note(kind+"."+name, answer.Diagnostics, err)
		}
	}
	for kind, all := range stack.Data {
		for name, block := range all {
			config := encode(t, asSent(t, server.schema.DataSourceSchemas[kind].Block, block, kind))
			answer, err := server.ValidateDataSourceConfig(ctx, &tfprotov5.ValidateDataSourceConfigRequest{TypeName: kind, Config: config})
			note("data."+kind+"."+name, answer.Diagnostics, err)
		}
	}
	return messages
}

func TestWhatTheBindingsWriteIsValid(t *testing.T) {
	stack := readWritten(t, "implemented.tf.json")
	if len(stack.Resource["docker_image"]) != 3 || len(stack.Resource["docker_registry_image"]) != 2 || len(stack.Data) != 1 {
		t.Fatal("the recorded stack is not the one this test was written for")
	}
	for address, found := range validate(t, stack) {
		t.Errorf("%s: %v", address, found)
	}
}

func TestEverythingElseTheBindingsWriteIsRefusedByName(t *testing.T) {
	messages := validate(t, readWritten(t, "everything.tf.json"))
	all := fmt.Sprint(messages)
	for _, name := range refusedNames() {
		if !strings.Contains(all, "docker_image.build."+name) {
			t.Errorf("build.%s was passed over", name)
		}
	}
	for _, want := range []string{
		"docker_image.pull_triggers is not in the lab provider", "without a build block pulls an image",
		`provider "docker".cert_path`, `provider "docker".context`, `provider "docker".key_material`, `provider "docker".ssh_opts`,
		"the genuine kreuzwerker/docker 3.6.2",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("no message says %q:\n%s", want, all)
		}
	}
	for name := range implementedInBuild {
		if strings.Contains(all, "docker_image.build."+name+" ") || strings.Contains(all, "docker_image.build."+name+",") {
			t.Errorf("build.%s is implemented and was refused", name)
		}
	}
	if strings.Contains(all, "not-a-real-one") {
		t.Error("a message shows a password")
	}
}

func TestOtherTypesAreRefusedByName(t *testing.T) {
	messages := validate(t, written{
		Resource: map[string]map[string]map[string]any{"docker_container": {"it": {"name": "x", "image": "y"}}},
		Data:     map[string]map[string]map[string]any{"docker_network": {"it": {"name": "x"}}},
	})
	for address, want := range map[string]string{"docker_container.it": "Resource type docker_container is not", "data.docker_network.it": "Data source docker_network is not"} {
		if text := fmt.Sprint(messages[address]); !strings.Contains(text, want) || !strings.Contains(text, genuine) {
			t.Errorf("%s: %s", address, text)
		}
	}
}

func TestTimeoutsMustBeDurations(t *testing.T) {
	messages := validate(t, written{Resource: map[string]map[string]map[string]any{"docker_image": {"it": {
		"name": "x", "build": map[string]any{"context": "."}, "timeouts": map[string]any{"create": "20"},
	}}}})
	if text := fmt.Sprint(messages["docker_image.it"]); !strings.Contains(text, `"20" is not a duration`) {
		t.Error(text)
	}
}

func TestCredentialsAreMarkedSensitive(t *testing.T) {
	marked := map[string]bool{}
	var walk func(at string, block *tfprotov5.SchemaBlock)
	walk = func(at string, block *tfprotov5.SchemaBlock) {
		for _, attribute := range block.Attributes {
			marked[at+"."+attribute.Name] = attribute.Sensitive
		}
		for _, nested := range block.BlockTypes {
			walk(at+"."+nested.TypeName, nested.Block)
		}
	}
	schema := serve(t).schema
	walk("provider", schema.Provider.Block)
	walk("image", schema.ResourceSchemas["docker_image"].Block)
	walk("pushed", schema.ResourceSchemas["docker_registry_image"].Block)
	for _, name := range []string{
		"provider.key_material", "provider.registry_auth.password", "provider.registry_auth.config_file_content", "pushed.auth_config.password",
		"image.build.auth_config.password", "image.build.auth_config.auth", "image.build.auth_config.identity_token", "image.build.auth_config.registry_token",
	} {
		if sensitive, known := marked[name]; !known || !sensitive {
			t.Errorf("%s is not marked as sensitive", name)
		}
	}
}
