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

// TestReadmeShowsFirstSystem holds the README's first five minutes to what assay init writes, and to what the check of that prints in the
// story of init. Digests and times are another at each reader's.
func TestReadmeShowsFirstSystem(t *testing.T) {
	root := os.DirFS(filepath.Join("..", ".."))
	_, section, _ := strings.Cut(text(t, root, "README.md"), "## Your first counterexample")
	section, _, ok := strings.Cut(section, "\n#")
	if !ok {
		t.Fatal("the README has no section about the first counterexample")
	}
	starter := text(t, root, "internal/cli/starter/payment.go.txt")
	written := codeOnly(starter)
	story := text(t, root, "internal/cli/testdata/script/init.txt")
	blocks := snippet.FindAllStringSubmatch(section, -1)
	for _, block := range blocks {
		switch {
		case block[1] == "go" && !containsAll(written, snippetParts(block[2])):
			t.Errorf("assay init does not write\n%s", block[2])
		case block[1] == "" && !strings.HasPrefix(block[2], "$"):
			for line := range strings.Lines(block[2]) {
				line, _, _ = strings.Cut(varies.ReplaceAllString(strings.TrimSpace(line), "@....:"), "...")
				if line = measured.ReplaceAllString(line, ""); !strings.Contains(story, line) {
					t.Errorf("the story of init does not show %q", line)
				}
			}
		}
	}
	if len(blocks) < 3 {
		t.Errorf("%d blocks, expected the commands, the report and the bank", len(blocks))
	}
}

var (
	varies   = regexp.MustCompile(`@[a-z2-7]{4}:`)
	measured = regexp.MustCompile(`, (under )?[0-9.]+ s$`)
)

func text(t *testing.T, root fs.FS, path string) string {
	t.Helper()
	source, err := fs.ReadFile(root, path)
	if err != nil {
		t.Fatal(err)
	}
	return string(source)
}
