package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"plimsoll/lab/providers/docker/internal/registry"
)

// registryImageDataSource is data "docker_registry_image": the digest of a tag, without an engine.
type registryImageDataSource struct{ session *session }

type registryImageData struct {
	ID                 types.String `tfsdk:"id"`
	Name               types.String `tfsdk:"name"`
	InsecureSkipVerify types.Bool   `tfsdk:"insecure_skip_verify"`
	Digest             types.String `tfsdk:"sha256_digest"`
}

func newRegistryImageDataSource() datasource.DataSource { return &registryImageDataSource{} }

func (d *registryImageDataSource) Metadata(_ context.Context, _ datasource.MetadataRequest, answer *datasource.MetadataResponse) {
	answer.TypeName = "docker_registry_image"
}

func (d *registryImageDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, answer *datasource.SchemaResponse) {
	answer.Schema = schema.Schema{Attributes: map[string]schema.Attribute{
		"id":                   schema.StringAttribute{Computed: true},
		"name":                 schema.StringAttribute{Required: true},
		"insecure_skip_verify": schema.BoolAttribute{Optional: true},
		"sha256_digest":        schema.StringAttribute{Computed: true},
	}}
}

func (d *registryImageDataSource) Configure(_ context.Context, request datasource.ConfigureRequest, _ *datasource.ConfigureResponse) {
	d.session, _ = request.ProviderData.(*session)
}

func (d *registryImageDataSource) Read(ctx context.Context, request datasource.ReadRequest, answer *datasource.ReadResponse) {
	var data registryImageData
	if answer.Diagnostics.Append(request.Config.Get(ctx, &data)...); answer.Diagnostics.HasError() {
		return
	}
	// Unlike the resource, reading needs no registry_auth: most registries let anybody read.
	access, err := d.session.credentials.of(data.Name.ValueString())
	if err != nil {
		access = registry.Access{}
	}
	access.InsecureSkipVerify = data.InsecureSkipVerify.ValueBool()
	digest, err := registry.Digest(ctx, data.Name.ValueString(), access)
	if err != nil {
		answer.Diagnostics.AddError("Digest of "+data.Name.ValueString()+" is unknown", err.Error())
		return
	}
	data.ID, data.Digest = types.StringValue(digest), types.StringValue(digest)
	answer.Diagnostics.Append(answer.State.Set(ctx, &data)...)
}
