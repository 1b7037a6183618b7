// Package provider is the lab's stand-in for kreuzwerker/docker: the part of its schema that builds and pushes images.
package provider

import (
	"context"
	"os"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"plimsoll/lab/providers/docker/internal/engine"
)

const (
	// Address is the genuine provider's: stacks must not know which of the two they get.
	Address = "registry.terraform.io/kreuzwerker/docker"
	// Version is a pre-release of the genuine version, so that only an exact constraint can ask for it.
	Version = "3.6.2-lab"
)

// New makes the provider.
func New() provider.Provider { return &dockerProvider{} }

type dockerProvider struct{}

type providerModel struct {
	Host                     types.String   `tfsdk:"host"`
	Context                  types.String   `tfsdk:"context"`
	SSHOptions               types.List     `tfsdk:"ssh_opts"`
	CAMaterial               types.String   `tfsdk:"ca_material"`
	CertMaterial             types.String   `tfsdk:"cert_material"`
	KeyMaterial              types.String   `tfsdk:"key_material"`
	CertPath                 types.String   `tfsdk:"cert_path"`
	DisableDockerDaemonCheck types.Bool     `tfsdk:"disable_docker_daemon_check"`
	RegistryAuth             []registryAuth `tfsdk:"registry_auth"`
}

// session is what resources get: one engine and the logins.
type session struct {
	engine      *engine.Engine
	credentials credentials
}

func (p *dockerProvider) Metadata(_ context.Context, _ provider.MetadataRequest, answer *provider.MetadataResponse) {
	answer.TypeName, answer.Version = "docker", Version
}

func (p *dockerProvider) Schema(_ context.Context, _ provider.SchemaRequest, answer *provider.SchemaResponse) {
	text := schema.StringAttribute{Optional: true}
	secret := schema.StringAttribute{Optional: true, Sensitive: true}
	answer.Schema = schema.Schema{
		Description: "Stand-in for kreuzwerker/docker 3.6.2 where the Terraform registry cannot be reached: builds and pushes images, refuses everything else.",
		Attributes: map[string]schema.Attribute{
			"host":                        schema.StringAttribute{Optional: true, Description: "Address of the engine; DOCKER_HOST, then " + engine.DefaultHost + ", when left out."},
			"context":                     text,
			"ssh_opts":                    schema.ListAttribute{Optional: true, ElementType: types.StringType},
			"ca_material":                 text,
			"cert_material":               text,
			"key_material":                secret,
			"cert_path":                   text,
			"disable_docker_daemon_check": schema.BoolAttribute{Optional: true, Description: "Do not ask the engine for a sign of life first; for configurations that only read from registries."},
		},
		Blocks: map[string]schema.Block{"registry_auth": schema.SetNestedBlock{NestedObject: schema.NestedBlockObject{
			Attributes: map[string]schema.Attribute{
				"address":             schema.StringAttribute{Required: true, Description: "Host and port of the registry."},
				"username":            text,
				"password":            secret,
				"config_file":         text,
				"config_file_content": secret,
				"auth_disabled":       schema.BoolAttribute{Optional: true, Description: "The registry asks for no login."},
			},
		}}},
	}
}

func (p *dockerProvider) ValidateConfig(ctx context.Context, request provider.ValidateConfigRequest, answer *provider.ValidateConfigResponse) {
	var config providerModel
	if answer.Diagnostics.Append(request.Config.Get(ctx, &config)...); answer.Diagnostics.HasError() {
		return
	}
	values := map[string]attr.Value{
		"context": config.Context, "ssh_opts": config.SSHOptions, "ca_material": config.CAMaterial,
		"cert_material": config.CertMaterial, "key_material": config.KeyMaterial, "cert_path": config.CertPath,
	}
	refuse(&answer.Diagnostics, `provider "docker"`, values,
		[]string{"context", "ssh_opts", "ca_material", "cert_material", "key_material", "cert_path"})
}

func (p *dockerProvider) Configure(ctx context.Context, request provider.ConfigureRequest, answer *provider.ConfigureResponse) {
	var config providerModel
	if answer.Diagnostics.Append(request.Config.Get(ctx, &config)...); answer.Diagnostics.HasError() {
		return
	}
	// The genuine provider reads these as defaults of the arguments refused above.
	for _, variable := range []string{"DOCKER_CONTEXT", "DOCKER_CERT_PATH", "DOCKER_CA_MATERIAL", "DOCKER_CERT_MATERIAL", "DOCKER_KEY_MATERIAL", "DOCKER_SSH_OPTS"} {
		if value := os.Getenv(variable); value != "" && value != "default" {
			answer.Diagnostics.AddError("The environment variable "+variable+" is not in the lab provider",
				"It would choose another engine or another way to it. Unset it and set DOCKER_HOST, or use "+genuine+".")
		}
	}
	host := valueOr(config.Host, os.Getenv("DOCKER_HOST"))
	if host == "" {
		host = engine.DefaultHost
	}
	connection, err := engine.Connect(host)
	if err != nil {
		answer.Diagnostics.AddAttributeError(path.Root("host"), "Docker engine cannot be used", err.Error())
		return
	}
	if !config.DisableDockerDaemonCheck.ValueBool() {
		if err := connection.Ping(ctx); err != nil {
			answer.Diagnostics.AddError("Docker engine does not answer", err.Error())
		}
	}
	logins, err := credentialsFrom(config.RegistryAuth, os.Getenv)
	if err != nil {
		answer.Diagnostics.AddError("Registry login cannot be read", err.Error())
	}
	ready := &session{engine: connection, credentials: logins}
	answer.ResourceData, answer.DataSourceData = ready, ready
}

func (p *dockerProvider) Resources(context.Context) []func() resource.Resource {
	return append([]func() resource.Resource{newImageResource, newRegistryImageResource}, refusedResources()...)
}

func (p *dockerProvider) DataSources(context.Context) []func() datasource.DataSource {
	return append([]func() datasource.DataSource{newRegistryImageDataSource}, refusedDataSources()...)
}
