package provider

import (
	"context"
	"errors"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/mapplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"
	login "github.com/moby/moby/api/types/registry"

	"plimsoll/lab/providers/docker/internal/registry"
)

// registryImageResource is docker_registry_image: a tag in a registry, pushed from the engine.
type registryImageResource struct{ session *session }

type registryImageModel struct {
	ID                 types.String  `tfsdk:"id"`
	Name               types.String  `tfsdk:"name"`
	KeepRemotely       types.Bool    `tfsdk:"keep_remotely"`
	InsecureSkipVerify types.Bool    `tfsdk:"insecure_skip_verify"`
	Triggers           types.Map     `tfsdk:"triggers"`
	Digest             types.String  `tfsdk:"sha256_digest"`
	AuthConfig         []authOfImage `tfsdk:"auth_config"`
}

type authOfImage struct {
	Address  types.String `tfsdk:"address"`
	Username types.String `tfsdk:"username"`
	Password types.String `tfsdk:"password"`
}

func newRegistryImageResource() resource.Resource { return &registryImageResource{} }

func (r *registryImageResource) Metadata(_ context.Context, _ resource.MetadataRequest, answer *resource.MetadataResponse) {
	answer.TypeName = "docker_registry_image"
}

func (r *registryImageResource) Schema(_ context.Context, _ resource.SchemaRequest, answer *resource.SchemaResponse) {
	kept := []planmodifier.String{stringplanmodifier.UseStateForUnknown()}
	off := booldefault.StaticBool(false)
	answer.Schema = schema.Schema{
		Attributes: map[string]schema.Attribute{
			"id":                   schema.StringAttribute{Computed: true, PlanModifiers: kept},
			"name":                 schema.StringAttribute{Required: true, PlanModifiers: []planmodifier.String{stringplanmodifier.RequiresReplace()}},
			"keep_remotely":        schema.BoolAttribute{Optional: true, Computed: true, Default: off},
			"insecure_skip_verify": schema.BoolAttribute{Optional: true, Computed: true, Default: off},
			"triggers":             schema.MapAttribute{Optional: true, ElementType: types.StringType, PlanModifiers: []planmodifier.Map{mapplanmodifier.RequiresReplace()}},
			"sha256_digest":        schema.StringAttribute{Computed: true, PlanModifiers: kept},
		},
		Blocks: map[string]schema.Block{"auth_config": schema.ListNestedBlock{NestedObject: schema.NestedBlockObject{
			Attributes: map[string]schema.Attribute{
				"address":  schema.StringAttribute{Required: true},
				"username": schema.StringAttribute{Required: true},
				"password": schema.StringAttribute{Required: true, Sensitive: true},
			},
		}}},
	}
}

func (r *registryImageResource) Configure(_ context.Context, request resource.ConfigureRequest, _ *resource.ConfigureResponse) {
	r.session, _ = request.ProviderData.(*session)
}

func (r *registryImageResource) Create(ctx context.Context, request resource.CreateRequest, answer *resource.CreateResponse) {
	var plan registryImageModel
	if answer.Diagnostics.Append(request.Plan.Get(ctx, &plan)...); answer.Diagnostics.HasError() {
		return
	}
	name := plan.Name.ValueString()
	access, err := r.accessOf(plan)
	if err != nil {
		answer.Diagnostics.AddError("Login for "+name+" is missing", err.Error())
		return
	}
	ctx, cancel := context.WithTimeout(ctx, defaultLimit)
	defer cancel()
	if err := r.session.engine.Push(ctx, name, access.Login); err != nil {
		answer.Diagnostics.AddError("Pushing "+name+" failed", err.Error())
		return
	}
	digest, err := registry.Digest(ctx, name, access)
	if err != nil {
		answer.Diagnostics.AddError("Digest of "+name+" is unknown after the push", err.Error())
		return
	}
	plan.ID, plan.Digest = types.StringValue(digest), types.StringValue(digest)
	answer.Diagnostics.Append(answer.State.Set(ctx, &plan)...)
}

func (r *registryImageResource) Read(ctx context.Context, request resource.ReadRequest, answer *resource.ReadResponse) {
	var state registryImageModel
	if answer.Diagnostics.Append(request.State.Get(ctx, &state)...); answer.Diagnostics.HasError() {
		return
	}
	access, err := r.accessOf(state)
	if err != nil {
		answer.Diagnostics.AddError("Login for "+state.Name.ValueString()+" is missing", err.Error())
		return
	}
	digest, err := registry.Digest(ctx, state.Name.ValueString(), access)
	switch {
	case errors.Is(err, registry.ErrGone):
		answer.State.RemoveResource(ctx)
		return
	case err != nil:
		// The genuine provider takes every failure for "gone" and plans to push again. An outage is not a change.
		answer.Diagnostics.AddError("Digest of "+state.Name.ValueString()+" is unknown", err.Error()+
			"\nTo go on without asking the registry, plan or destroy with -refresh=false.")
		return
	}
	state.Digest = types.StringValue(digest)
	answer.Diagnostics.Append(answer.State.Set(ctx, &state)...)
}

// Update only stores: everything that changes what the registry holds replaces the resource.
func (r *registryImageResource) Update(ctx context.Context, request resource.UpdateRequest, answer *resource.UpdateResponse) {
	var plan registryImageModel
	if answer.Diagnostics.Append(request.Plan.Get(ctx, &plan)...); answer.Diagnostics.HasError() {
		return
	}
	answer.Diagnostics.Append(answer.State.Set(ctx, &plan)...)
}

func (r *registryImageResource) Delete(ctx context.Context, request resource.DeleteRequest, answer *resource.DeleteResponse) {
	var state registryImageModel
	if answer.Diagnostics.Append(request.State.Get(ctx, &state)...); answer.Diagnostics.HasError() || state.KeepRemotely.ValueBool() {
		return
	}
	access, err := r.accessOf(state)
	if err == nil {
		err = registry.Delete(ctx, state.Name.ValueString(), state.Digest.ValueString(), access)
	}
	if err != nil {
		answer.Diagnostics.AddError("Removing "+state.Name.ValueString()+" from its registry failed", err.Error())
	}
}

// accessOf prefers the resource's own login to the provider's.
func (r *registryImageResource) accessOf(model registryImageModel) (registry.Access, error) {
	insecure := model.InsecureSkipVerify.ValueBool()
	for _, own := range model.AuthConfig {
		_, plain := hostOf(own.Address.ValueString())
		given := login.AuthConfig{Username: own.Username.ValueString(), Password: own.Password.ValueString(), ServerAddress: own.Address.ValueString()}
		return registry.Access{Login: given, PlainHTTP: plain, InsecureSkipVerify: insecure}, nil
	}
	access, err := r.session.credentials.of(model.Name.ValueString())
	access.InsecureSkipVerify = insecure
	return access, err
}
