package types_test

import (
	"strings"
	"testing"

	"github.com/assay-dev/assay/internal/tool"
)

// refused are the snippets below testdata, and what is said of them.
var refused = []struct{ dir, says string }{
	{"upper", `upper.go:10:32: refined: "ABC" is not a types.ID`},
	{"long", `long.go:10:32: refined: "lmnop" is not a types.ID`},
	{"short", `short.go:10:32: refined: "jk" is not a types.ID`},
	{"state", `state.go:18:2: exhaustive: switch on State misses Off`},
	{"reset", `reset.go:10:21: flagparam (advice): partial selects behaviour`},
	{"sentinel", `sentinel.go:11:9: sentinel (advice): -1 is none among the results of Position`},
}

// TestRefused reads the snippets as assay vet does. The static half of a refinement, and a state that was forgotten, are findings;
// a flag and a sentinel are advice.
func TestRefused(t *testing.T) {
	args := []string{"vet", "-v"} // which lists advice too
	for _, snippet := range refused {
		args = append(args, "./testdata/"+snippet.dir)
	}
	out, status := tool.Run(t, ".", args...)
	if status != 1 {
		t.Errorf("the exit status is %d, expected 1", status)
	}
	for _, snippet := range refused {
		if !strings.Contains(out, "testdata/"+snippet.dir+"/"+snippet.says) {
			t.Errorf("nothing says %q:\n%s", snippet.says, out)
		}
	}
}

// TestOwn is that the package itself has nothing to mend.
func TestOwn(t *testing.T) {
	if out, status := tool.Run(t, ".", "vet"); status != 0 {
		t.Errorf("exit status %d:\n%s", status, out)
	}
}
