package tidy

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/examples/lock"
)

// pictured is the counterexample that the README shows in words and docs/forgetful.svg as a picture.
const pictured = "examples/lock/testdata/lock/forgetful/mutual exclusion.trace"

// TestReadmeReplays holds the README, and the golden file that it replays, to the counterexample as it is found and named today.
func TestReadmeReplays(t *testing.T) {
	result, err := check.Run(t.Context(), lock.Forgetful())
	if err != nil {
		t.Fatal(err)
	}
	record, _ := result.Record("mutual exclusion")
	if record.Trace == nil {
		t.Fatalf("no counterexample: %+v", record)
	}
	root := os.DirFS(filepath.Join("..", ".."))
	if golden := text(t, root, pictured); golden != record.Trace.String() {
		t.Errorf("%s cannot be replayed, or not as it stands; it is now\n%s\nhint: ASSAY_REWRITE=1 go test ./examples/lock", pictured, record.Trace)
	}
	record.Trace.Package = "./examples/lock" // as replay prints it
	if !strings.Contains(text(t, root, "README.md"), record.Trace.String()) {
		t.Errorf("the README does not show\n%s", record.Trace)
	}
}

// TestPictureShowsGolden holds the picture in the README to the steps of the golden counterexample.
func TestPictureShowsGolden(t *testing.T) {
	root := os.DirFS(filepath.Join("..", ".."))
	golden, picture := text(t, root, pictured), text(t, root, "docs/forgetful.svg")
	for _, step := range []string{"1 Acquire", "2 Granted", "3 crash", "4 recover", "5 Acquire", "6 Granted"} {
		number, word, _ := strings.Cut(step, " ")
		if !strings.Contains(picture, step) || !regexp.MustCompile(`(?m)^  `+number+`  .*\b`+word+`\b`).MatchString(golden) {
			t.Errorf("step %q is not in both the picture and the golden counterexample", step)
		}
	}
}

func text(t *testing.T, root fs.FS, path string) string {
	t.Helper()
	source, err := fs.ReadFile(root, path)
	if err != nil {
		t.Fatal(err)
	}
	return string(source)
}
