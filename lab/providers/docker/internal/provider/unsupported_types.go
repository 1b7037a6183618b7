package provider

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	datasourceschema "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
)

// Types that only the genuine provider has, with the arguments that @cdktf/provider-docker 12.0.3 writes for them. Without
// them Terraform would say that kreuzwerker/docker has no such type, which is false of the one that people know.
var (
	refusedResourceTypes = map[string]string{
		"docker_buildx_builder": "append bootstrap buildkit_config buildkit_flags docker_container driver driver_options endpoint kubernetes name " +
			"node platform remote use",
		"docker_config": "data name",
		"docker_container": "attach capabilities cgroup_parent cgroupns_mode command container_read_refresh_timeout_milliseconds cpu_period cpu_quota " +
			"cpu_set cpu_shares cpus destroy_grace_seconds devices dns dns_opts dns_search domainname entrypoint env gpus group_add healthcheck host " +
			"hostname image init ipc_mode labels log_driver log_opts logs max_retry_count memory memory_swap mounts must_run name network_mode " +
			"networks_advanced pid_mode ports privileged publish_all_ports read_only remove_volumes restart rm runtime security_opts shm_size start " +
			"stdin_open stop_signal stop_timeout storage_opts sysctls tmpfs tty ulimit upload user userns_mode volumes wait wait_timeout working_dir",
		"docker_network": "attachable check_duplicate driver ingress internal ipam_config ipam_driver ipam_options ipv6 labels name options",
		"docker_plugin":  "alias enable_timeout enabled env force_destroy force_disable grant_all_permissions grant_permissions name",
		"docker_secret":  "data labels name",
		"docker_service": "auth converge_config endpoint_spec labels mode name rollback_config task_spec update_config",
		"docker_tag":     "source_image tag_triggers target_image",
		"docker_volume":  "driver driver_opts labels name",
	}
	refusedDataSourceTypes = map[string]string{
		"docker_image":                    "name",
		"docker_logs":                     "details discard_headers follow logs_list_string_enabled name show_stderr show_stdout since tail timestamps until",
		"docker_network":                  "name",
		"docker_plugin":                   "alias",
		"docker_registry_image_manifests": "auth_config insecure_skip_verify name",
	}
)

// refusal is the two lines of a type that is not implemented.
func refusal(what string) (title, detail string) {
	return what + " is not in the lab provider",
		fmt.Sprintf("The lab's stand-in (%s) builds and pushes images only. Remove it from the stack, or use %s, which has it.", Version, genuine)
}

func refusedResources() []func() resource.Resource {
	var all []func() resource.Resource
	for _, name := range slices.Sorted(maps.Keys(refusedResourceTypes)) {
		all = append(all, func() resource.Resource { return &refusedResource{name: name} })
	}
	return all
}

func refusedDataSources() []func() datasource.DataSource {
	var all []func() datasource.DataSource
	for _, name := range slices.Sorted(maps.Keys(refusedDataSourceTypes)) {
		all = append(all, func() datasource.DataSource { return &refusedDataSource{name: name} })
	}
	return all
}

// refusedResource is a type that can be written down and never be planned.
type refusedResource struct{ name string }

func (r *refusedResource) Metadata(_ context.Context, _ resource.MetadataRequest, answer *resource.MetadataResponse) {
	answer.TypeName = r.name
}

func (r *refusedResource) Schema(_ context.Context, _ resource.SchemaRequest, answer *resource.SchemaResponse) {
	attributes := map[string]schema.Attribute{"id": schema.StringAttribute{Optional: true, Computed: true}}
	for _, argument := range strings.Fields(refusedResourceTypes[r.name]) {
		attributes[argument] = schema.DynamicAttribute{Optional: true}
	}
	answer.Schema = schema.Schema{Attributes: attributes}
}

func (r *refusedResource) ValidateConfig(_ context.Context, _ resource.ValidateConfigRequest, answer *resource.ValidateConfigResponse) {
	answer.Diagnostics.AddError(refusal("Resource type " + r.name))
}

// The four verbs cannot be reached past ValidateConfig; they refuse all the same, for state that the genuine one wrote.

func (r *refusedResource) Create(_ context.Context, _ resource.CreateRequest, answer *resource.CreateResponse) {
	answer.Diagnostics.AddError(refusal("Resource type " + r.name))
}

func (r *refusedResource) Read(_ context.Context, _ resource.ReadRequest, answer *resource.ReadResponse) {
	answer.Diagnostics.AddError(refusal("Resource type " + r.name))
}

func (r *refusedResource) Update(_ context.Context, _ resource.UpdateRequest, answer *resource.UpdateResponse) {
	answer.Diagnostics.AddError(refusal("Resource type " + r.name))
}

func (r *refusedResource) Delete(_ context.Context, _ resource.DeleteRequest, answer *resource.DeleteResponse) {
	answer.Diagnostics.AddError(refusal("Resource type " + r.name))
}

// refusedDataSource likewise.
type refusedDataSource struct{ name string }

func (d *refusedDataSource) Metadata(_ context.Context, _ datasource.MetadataRequest, answer *datasource.MetadataResponse) {
	answer.TypeName = d.name
}

func (d *refusedDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, answer *datasource.SchemaResponse) {
	attributes := map[string]datasourceschema.Attribute{"id": datasourceschema.StringAttribute{Optional: true, Computed: true}}
	for _, argument := range strings.Fields(refusedDataSourceTypes[d.name]) {
		attributes[argument] = datasourceschema.DynamicAttribute{Optional: true}
	}
	answer.Schema = datasourceschema.Schema{Attributes: attributes}
}

func (d *refusedDataSource) ValidateConfig(_ context.Context, _ datasource.ValidateConfigRequest, answer *datasource.ValidateConfigResponse) {
	answer.Diagnostics.AddError(refusal("Data source " + d.name))
}

func (d *refusedDataSource) Read(_ context.Context, _ datasource.ReadRequest, answer *datasource.ReadResponse) {
	answer.Diagnostics.AddError(refusal("Data source " + d.name))
}
