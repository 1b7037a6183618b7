package provider

import (
	"fmt"
	"math/big"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

const genuine = "the genuine kreuzwerker/docker 3.6.2"

// refuse reports every argument of `names` that would change what happens. Something that is not implemented must never
// be passed over in silence: a plan would promise what nobody does.
func refuse(diagnostics *diag.Diagnostics, owner string, at path.Path, values map[string]attr.Value, names []string) {
	for _, name := range slices.Sorted(slices.Values(names)) {
		if value, known := values[name]; known && !meansNothing(value) {
			diagnostics.AddAttributeError(at.AtName(name), notIn(owner+"."+name),
				fmt.Sprintf("%s.%s is not in the lab provider (%s). Leave it out, or use %s, which has it.", owner, name, Version, genuine))
		}
	}
}

func notIn(what string) string { return what + " is not in the lab provider" }

// meansNothing is true for what the genuine provider takes as "not set": null, "", 0, false and empty collections.
// It writes such values into its state for everything that the user left out.
func meansNothing(value attr.Value) bool {
	if value == nil || value.IsNull() {
		return true
	}
	if value.IsUnknown() {
		return false
	}
	switch known := value.(type) {
	case types.String:
		return known.ValueString() == ""
	case types.Bool:
		return !known.ValueBool()
	case types.Int64:
		return known.ValueInt64() == 0
	case types.Number:
		return known.ValueBigFloat().Cmp(big.NewFloat(0)) == 0
	case types.List:
		return len(known.Elements()) == 0
	case types.Set:
		return len(known.Elements()) == 0
	case types.Map:
		return len(known.Elements()) == 0
	default:
		return false
	}
}
