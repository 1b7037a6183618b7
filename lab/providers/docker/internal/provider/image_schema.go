package provider

import (
	"context"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/mapplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// What an operation may take when `timeouts` says nothing; the genuine provider's default.
const defaultLimit = 20 * time.Minute

type imageModel struct {
	ID           types.String `tfsdk:"id"`
	ImageID      types.String `tfsdk:"image_id"`
	RepoDigest   types.String `tfsdk:"repo_digest"`
	Name         types.String `tfsdk:"name"`
	KeepLocally  types.Bool   `tfsdk:"keep_locally"`
	ForceRemove  types.Bool   `tfsdk:"force_remove"`
	Platform     types.String `tfsdk:"platform"`
	PullTriggers types.Set    `tfsdk:"pull_triggers"`
	Triggers     types.Map    `tfsdk:"triggers"`
	Build        types.Set    `tfsdk:"build"`
	Timeouts     types.Object `tfsdk:"timeouts"`
}

func (r *imageResource) Schema(_ context.Context, _ resource.SchemaRequest, answer *resource.SchemaResponse) {
	kept := []planmodifier.String{stringplanmodifier.UseStateForUnknown()}
	replaces := []planmodifier.String{stringplanmodifier.RequiresReplace()}
	answer.Schema = schema.Schema{
		// The genuine resource has never changed its schema version either.
		Version: 0,
		Attributes: map[string]schema.Attribute{
			"id":            schema.StringAttribute{Computed: true, PlanModifiers: kept},
			"image_id":      schema.StringAttribute{Computed: true, PlanModifiers: kept},
			"repo_digest":   schema.StringAttribute{Computed: true, PlanModifiers: kept},
			"name":          schema.StringAttribute{Required: true, PlanModifiers: replaces},
			"keep_locally":  optionalFlag,
			"force_remove":  optionalFlag,
			"platform":      schema.StringAttribute{Optional: true, PlanModifiers: replaces},
			"pull_triggers": schema.SetAttribute{Optional: true, ElementType: types.StringType},
			"triggers":      schema.MapAttribute{Optional: true, ElementType: types.StringType, PlanModifiers: []planmodifier.Map{mapplanmodifier.RequiresReplace()}},
		},
		Blocks: map[string]schema.Block{
			"build":    buildBlockSchema(),
			"timeouts": schema.SingleNestedBlock{Attributes: map[string]schema.Attribute{"create": optionalText, "update": optionalText, "delete": optionalText}},
		},
	}
}

// ValidateConfig refuses what is not implemented, before any plan is made.
func (r *imageResource) ValidateConfig(ctx context.Context, request resource.ValidateConfigRequest, answer *resource.ValidateConfigResponse) {
	var config imageModel
	if answer.Diagnostics.Append(request.Config.Get(ctx, &config)...); answer.Diagnostics.HasError() {
		return
	}
	refuse(&answer.Diagnostics, "docker_image", map[string]attr.Value{"pull_triggers": config.PullTriggers}, []string{"pull_triggers"})
	for _, name := range []string{"create", "update", "delete"} {
		if _, err := limitOf(config.Timeouts, name); err != nil {
			answer.Diagnostics.AddAttributeError(path.Root("timeouts").AtName(name), "Not a duration", err.Error())
		}
	}
	if config.Build.IsUnknown() {
		return
	}
	if count := len(config.Build.Elements()); count != 1 {
		text := "docker_image without a build block pulls an image; pulling is not in the lab provider (%s). Add a build block, or use %s, which pulls."
		if count > 1 {
			text = "docker_image takes one build block; the lab provider (%s) and %s agree on that."
		}
		answer.Diagnostics.AddAttributeError(path.Root("build"), "docker_image without exactly one build block is not in the lab provider", fmt.Sprintf(text, Version, genuine))
		return
	}
	block, ok := config.Build.Elements()[0].(types.Object)
	if !ok || block.IsUnknown() {
		return
	}
	values := block.Attributes()
	// "1" is the classic builder by its number in the engine's API: the one that is used here.
	if version, ok := values["version"].(types.String); ok && version.ValueString() == "1" {
		delete(values, "version")
	}
	refuse(&answer.Diagnostics, "docker_image.build", values, refusedNames())
}

// ModifyPlan stores the defaults in the build block and replaces the image when the block means something else than
// before. In the genuine provider, too, every change inside of the block replaces.
func (r *imageResource) ModifyPlan(ctx context.Context, request resource.ModifyPlanRequest, answer *resource.ModifyPlanResponse) {
	if request.Plan.Raw.IsNull() {
		return
	}
	var configured types.Set
	if answer.Diagnostics.Append(request.Config.GetAttribute(ctx, path.Root("build"), &configured)...); answer.Diagnostics.HasError() {
		return
	}
	planned := eachBlock(ctx, configured, func(block types.Object) types.Object { return withDefaults(ctx, block) })
	answer.Diagnostics.Append(answer.Plan.SetAttribute(ctx, path.Root("build"), planned)...)
	if request.State.Raw.IsNull() {
		return
	}
	var stored types.Set
	answer.Diagnostics.Append(request.State.GetAttribute(ctx, path.Root("build"), &stored)...)
	byMeaning := func(set types.Set) types.Set {
		return eachBlock(ctx, set, func(block types.Object) types.Object { return withoutNothings(ctx, block) })
	}
	if !byMeaning(stored).Equal(byMeaning(planned)) {
		answer.RequiresReplace = append(answer.RequiresReplace, path.Root("build"))
	}
}

// limitOf reads one duration of the timeouts block.
func limitOf(timeouts types.Object, name string) (time.Duration, error) {
	given, ok := timeouts.Attributes()[name].(types.String)
	if !ok || given.ValueString() == "" {
		return defaultLimit, nil
	}
	limit, err := time.ParseDuration(given.ValueString())
	if err != nil || limit <= 0 {
		return 0, fmt.Errorf("timeouts.%s: %q is not a duration such as \"90s\" or \"20m\"", name, given.ValueString())
	}
	return limit, nil
}
