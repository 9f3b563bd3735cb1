package tidy

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// pictured is the counterexample that the README shows in words and docs/forgetful.svg as a picture.
const pictured = "examples/lock/testdata/lock/forgetful/mutual exclusion.trace"

// digest is left out of comparisons: it changes whenever what a digest sees does.
var digest = regexp.MustCompile(`@[a-z2-7]{4}:`)

// TestReadmeShowsGolden holds the README to the golden counterexample, and the picture to its steps.
func TestReadmeShowsGolden(t *testing.T) {
	root := os.DirFS(filepath.Join("..", ".."))
	golden, readme, picture := text(t, root, pictured), text(t, root, "README.md"), text(t, root, "docs/forgetful.svg")
	if !strings.Contains(readme, golden) {
		t.Errorf("the README does not show %s:\n%s", pictured, golden)
	}
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
	return digest.ReplaceAllString(string(source), "@....:")
}
