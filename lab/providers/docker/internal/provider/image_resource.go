package provider

import (
	"context"
	"fmt"
	"maps"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"plimsoll/lab/providers/docker/internal/engine"
)

// imageResource is docker_image with a build block: an image that the engine built under a name.
type imageResource struct{ session *session }

func newImageResource() resource.Resource { return &imageResource{} }

func (r *imageResource) Metadata(_ context.Context, _ resource.MetadataRequest, answer *resource.MetadataResponse) {
	answer.TypeName = "docker_image"
}

func (r *imageResource) Configure(_ context.Context, request resource.ConfigureRequest, _ *resource.ConfigureResponse) {
	r.session, _ = request.ProviderData.(*session)
}

func (r *imageResource) Create(ctx context.Context, request resource.CreateRequest, answer *resource.CreateResponse) {
	var plan imageModel
	if answer.Diagnostics.Append(request.Plan.Get(ctx, &plan)...); answer.Diagnostics.HasError() {
		return
	}
	limit, err := limitOf(plan.Timeouts, "create")
	if err != nil {
		answer.Diagnostics.AddError("Not a duration", err.Error())
		return
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	name := plan.Name.ValueString()
	for _, element := range plan.Build.Elements() {
		what, err := r.buildOf(ctx, name, element.(types.Object))
		if err != nil {
			answer.Diagnostics.AddError("Image "+name+" cannot be built", err.Error())
			return
		}
		progress := startProgress(ctx, name)
		result, err := r.session.engine.Build(ctx, what, progress.line)
		progress.end()
		if err != nil {
			answer.Diagnostics.AddError("Building "+name+" failed", err.Error())
			return
		}
		tellOf(&answer.Diagnostics, name, result, progress.watched())
	}
	if found := r.refresh(ctx, &plan, &answer.Diagnostics); !found && !answer.Diagnostics.HasError() {
		answer.Diagnostics.AddError("Image "+name+" is not there after the build",
			"The engine reported success but does not know the name. Something removed it in between; apply again.")
	}
	if !answer.Diagnostics.HasError() {
		answer.Diagnostics.Append(answer.State.Set(ctx, &plan)...)
	}
}

// tellOf passes on what the engine warned of and, unless somebody watched the build, what it did.
func tellOf(diagnostics *diag.Diagnostics, name string, result engine.BuildResult, watched bool) {
	for _, warning := range result.Warnings {
		diagnostics.AddWarning("Docker engine on building "+name, warning)
	}
	if !watched {
		diagnostics.AddWarning(summaryOf(name, result))
	}
}

func (r *imageResource) Read(ctx context.Context, request resource.ReadRequest, answer *resource.ReadResponse) {
	var state imageModel
	if answer.Diagnostics.Append(request.State.Get(ctx, &state)...); answer.Diagnostics.HasError() {
		return
	}
	found := r.refresh(ctx, &state, &answer.Diagnostics)
	switch {
	case answer.Diagnostics.HasError():
		return
	case !found:
		answer.State.RemoveResource(ctx)
		return
	}
	state.Build = eachBlock(ctx, state.Build, func(block types.Object) types.Object {
		if writtenByGenuine(block) {
			return withoutNothings(ctx, block)
		}
		return block
	})
	answer.Diagnostics.Append(answer.State.Set(ctx, &state)...)
}

// Update only stores: everything that changes the image replaces the resource.
func (r *imageResource) Update(ctx context.Context, request resource.UpdateRequest, answer *resource.UpdateResponse) {
	var plan imageModel
	if answer.Diagnostics.Append(request.Plan.Get(ctx, &plan)...); answer.Diagnostics.HasError() {
		return
	}
	answer.Diagnostics.Append(answer.State.Set(ctx, &plan)...)
}

func (r *imageResource) Delete(ctx context.Context, request resource.DeleteRequest, answer *resource.DeleteResponse) {
	var state imageModel
	if answer.Diagnostics.Append(request.State.Get(ctx, &state)...); answer.Diagnostics.HasError() || state.KeepLocally.ValueBool() {
		return
	}
	if err := r.session.engine.Remove(ctx, state.Name.ValueString(), state.ForceRemove.ValueBool()); err != nil {
		answer.Diagnostics.AddError("Removing "+state.Name.ValueString()+" failed", err.Error()+
			"\nIf a container still uses it, remove that first, or set force_remove = true.")
	}
}

// refresh fills in what the engine knows of the name; the id is the genuine provider's: image id and name in one.
func (r *imageResource) refresh(ctx context.Context, model *imageModel, diagnostics *diag.Diagnostics) bool {
	name := model.Name.ValueString()
	image, found, err := r.session.engine.Find(ctx, name)
	if err != nil {
		diagnostics.AddError("Looking for image "+name+" failed", err.Error())
		return false
	}
	model.ID, model.ImageID = types.StringValue(image.ID+name), types.StringValue(image.ID)
	model.RepoDigest = types.StringValue(image.RepoDigest)
	return found
}

func (r *imageResource) buildOf(ctx context.Context, name string, block types.Object) (engine.Build, error) {
	values := block.Attributes()
	text := func(name string) string { return values[name].(types.String).ValueString() }
	flag := func(name string) bool { return values[name].(types.Bool).ValueBool() }
	texts := func(name string) map[string]string {
		found := map[string]string{}
		for key, value := range values[name].(types.Map).Elements() {
			found[key] = value.(types.String).ValueString()
		}
		return found
	}
	opened, err := engine.OpenContext(text("context"), text("dockerfile"))
	if err != nil {
		return engine.Build{}, err
	}
	names := []string{name}
	for _, tag := range values["tag"].(types.List).Elements() {
		names = append(names, tag.(types.String).ValueString())
	}
	// Both spellings exist in the genuine schema.
	labels := texts("label")
	maps.Copy(labels, texts("labels"))
	for _, named := range names {
		if strings.TrimSpace(named) == "" {
			return engine.Build{}, fmt.Errorf("an image name is empty")
		}
	}
	return engine.Build{
		Names: names, Context: opened, Arguments: texts("build_args"), Labels: labels,
		Target: text("target"), Platform: text("platform"), NoCache: flag("no_cache"), Remove: flag("remove"),
		ForceRemove: flag("force_remove"), PullParent: flag("pull_parent"), Logins: r.session.credentials.logins(),
	}, nil
}
