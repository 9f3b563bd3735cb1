package sites

import (
	"testing"

	"github.com/assay-dev/assay/refine"
)

func TestRefuses(t *testing.T) {
	for _, s := range []string{"abc", "abd"} {
		_ = refine.Must[ID](s) // want `^not shown that s is an ID`
	}
	if refine.Parse[ID]("ABC").IsSome() {
		t.Error("a wrong one is some")
	}
	_ = refine.Must[ID]("ABC") // want `^"ABC" is not an ID`
}
