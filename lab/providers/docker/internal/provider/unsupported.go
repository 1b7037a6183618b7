package provider

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

const genuine = "the genuine kreuzwerker/docker 3.6.2"

// refuse reports, in one message, every argument of `names` that would change what happens. Something that is not
// implemented must never be passed over in silence: a plan would promise what nobody does. It names no attribute path:
// for one inside of a block Terraform would print the whole block, passwords included.
func refuse(diagnostics *diag.Diagnostics, owner string, values map[string]attr.Value, names []string) {
	var refused []string
	for _, name := range slices.Sorted(slices.Values(names)) {
		if value, known := values[name]; known && !meansNothing(value) {
			refused = append(refused, owner+"."+name)
		}
	}
	if len(refused) > 0 {
		what := strings.Join(refused, ", ")
		verb := map[bool]string{true: "is", false: "are"}[len(refused) == 1]
		diagnostics.AddError(fmt.Sprintf("%s %s not in the lab provider", what, verb),
			fmt.Sprintf("The lab's stand-in (%s) builds and pushes images only. Leave out what it does not have, or use %s, which has it.", Version, genuine))
	}
}

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
