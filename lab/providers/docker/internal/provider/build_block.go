package provider

import (
	"context"
	"maps"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// The genuine provider fills these in, and its state and plans show them.
const (
	defaultDockerfile = "Dockerfile"
	defaultRemove     = true
)

// refusedInBuild are the arguments of the build block that exist only in the genuine provider. They are in the schema all
// the same: so its state can be read, and a message can name the way on.
var refusedInBuild = map[string]schema.Attribute{
	"build_id": optionalText, "build_log_file": optionalText, "builder": optionalText, "cgroup_parent": optionalText,
	"cpu_set_cpus": optionalText, "cpu_set_mems": optionalText, "isolation": optionalText, "network_mode": optionalText,
	"remote_context": optionalText, "session_id": optionalText, "version": optionalText,
	"cpu_period": optionalNumber, "cpu_quota": optionalNumber, "cpu_shares": optionalNumber,
	"memory": optionalNumber, "memory_swap": optionalNumber, "shm_size": optionalNumber,
	"squash": optionalFlag, "suppress_output": optionalFlag,
	"cache_from": optionalTexts, "extra_hosts": optionalTexts, "security_opt": optionalTexts,
}

// refusedBlocksInBuild likewise.
var refusedBlocksInBuild = map[string]schema.Block{
	"auth_config": listOf(map[string]schema.Attribute{
		"host_name": schema.StringAttribute{Required: true}, "user_name": optionalText, "password": optionalSecret, "auth": optionalSecret,
		"email": optionalText, "server_address": optionalText, "identity_token": optionalSecret, "registry_token": optionalSecret,
	}),
	"secrets": listOf(map[string]schema.Attribute{"id": schema.StringAttribute{Required: true}, "src": optionalText, "env": optionalText}),
	"ulimit": listOf(map[string]schema.Attribute{
		"name": schema.StringAttribute{Required: true}, "hard": schema.NumberAttribute{Required: true}, "soft": schema.NumberAttribute{Required: true},
	}),
}

// implementedInBuild is what this provider carries out.
var implementedInBuild = map[string]schema.Attribute{
	"context":      schema.StringAttribute{Required: true, Description: "Folder that is sent to the engine; a relative one counts from where Terraform runs."},
	"dockerfile":   schema.StringAttribute{Optional: true, Computed: true, Description: "Relative to the context. Default: Dockerfile."},
	"build_args":   optionalMap,
	"label":        optionalMap,
	"labels":       optionalMap,
	"tag":          optionalTexts,
	"target":       optionalText,
	"platform":     optionalText,
	"no_cache":     optionalFlag,
	"remove":       schema.BoolAttribute{Optional: true, Computed: true, Description: "Remove intermediate containers. Default: true."},
	"force_remove": optionalFlag,
	"pull_parent":  optionalFlag,
}

var (
	optionalText   = schema.StringAttribute{Optional: true}
	optionalSecret = schema.StringAttribute{Optional: true, Sensitive: true}
	optionalNumber = schema.NumberAttribute{Optional: true}
	optionalFlag   = schema.BoolAttribute{Optional: true}
	optionalTexts  = schema.ListAttribute{Optional: true, ElementType: types.StringType}
	optionalMap    = schema.MapAttribute{Optional: true, ElementType: types.StringType}
)

func listOf(attributes map[string]schema.Attribute) schema.Block {
	return schema.ListNestedBlock{NestedObject: schema.NestedBlockObject{Attributes: attributes}}
}

func buildBlockSchema() schema.Block {
	attributes := maps.Clone(implementedInBuild)
	maps.Copy(attributes, refusedInBuild)
	return schema.SetNestedBlock{NestedObject: schema.NestedBlockObject{Attributes: attributes, Blocks: refusedBlocksInBuild}}
}

// refusedNames lists what the build block may not carry.
func refusedNames() []string {
	names := make([]string, 0, len(refusedInBuild)+len(refusedBlocksInBuild))
	for name := range refusedInBuild {
		names = append(names, name)
	}
	for name := range refusedBlocksInBuild {
		names = append(names, name)
	}
	return names
}

// withDefaults is the block as it will be stored: what was configured, and the defaults that the genuine provider stores.
func withDefaults(ctx context.Context, block types.Object) types.Object {
	values := block.Attributes()
	if values["dockerfile"].IsNull() {
		values["dockerfile"] = types.StringValue(defaultDockerfile)
	}
	if values["remove"].IsNull() {
		values["remove"] = types.BoolValue(defaultRemove)
	}
	return types.ObjectValueMust(block.AttributeTypes(ctx), values)
}

// withoutNothings writes null for every value that means "not set", so that blocks can be compared by meaning.
func withoutNothings(ctx context.Context, block types.Object) types.Object {
	values, attributeTypes := block.Attributes(), block.AttributeTypes(ctx)
	for name, value := range values {
		if name != "remove" && meansNothing(value) {
			values[name] = nullOf(ctx, attributeTypes[name])
		}
	}
	return withDefaults(ctx, types.ObjectValueMust(attributeTypes, values))
}

func nullOf(ctx context.Context, of attr.Type) attr.Value {
	null, err := of.ValueFromTerraform(ctx, tftypes.NewValue(of.TerraformType(ctx), nil))
	if err != nil {
		panic("a null of a type of our own schema: " + err.Error())
	}
	return null
}

// writtenByGenuine recognises state of the genuine provider: it stores a value even for arguments nobody set.
func writtenByGenuine(block types.Object) bool {
	return !block.Attributes()["session_id"].IsNull()
}

// eachBlock applies a change to every element of the build set; null and unknown sets stay as they are.
func eachBlock(ctx context.Context, set types.Set, change func(types.Object) types.Object) types.Set {
	if set.IsNull() || set.IsUnknown() {
		return set
	}
	elements := make([]attr.Value, 0, len(set.Elements()))
	for _, element := range set.Elements() {
		block, ok := element.(types.Object)
		if !ok || block.IsNull() || block.IsUnknown() {
			return set
		}
		elements = append(elements, change(block))
	}
	return types.SetValueMust(set.ElementType(ctx), elements)
}
