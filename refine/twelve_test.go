package refine_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var (
	wantComment = regexp.MustCompile(`// want "((?:[^"\\]|\\.)*)"$`)
	complaint   = regexp.MustCompile(`^(testdata/ways/[^:]+\.go:\d+):\d+: (.*)$`)
)

// TestTwelveWays gives the compiler the twelve ways around a defined type of text. Each must fail at the lines that say so, and for
// what they say; the packages that go no way around must not.
func TestTwelveWays(t *testing.T) {
	wants := map[string]string{}
	ways := map[string]bool{}
	files, err := filepath.Glob("testdata/ways/*/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(text), "\n") {
			if m := wantComment.FindStringSubmatch(line); m != nil {
				wants[filepath.ToSlash(file)+":"+strconv.Itoa(i+1)] = strings.ReplaceAll(m[1], `\"`, `"`)
				ways[filepath.Dir(file)] = true
			}
		}
	}
	if len(ways) != 12 {
		t.Errorf("%d ways, expected twelve", len(ways))
	}
	out, err := exec.Command("go", "build", "-gcflags=-e", "./testdata/ways/...").CombinedOutput()
	if err == nil {
		t.Fatal("the twelve ways compile")
	}
	for line := range strings.Lines(string(out)) {
		m := complaint.FindStringSubmatch(strings.TrimPrefix(strings.TrimSpace(line), "./"))
		switch {
		case strings.HasPrefix(line, "#") || strings.HasPrefix(line, "\t"): // the package, and further words
		case m == nil:
			t.Errorf("unexpected: %s", line)
		case wants[m[1]] == "":
			t.Errorf("%s: %s, expected it to compile", m[1], m[2])
		case wants[m[1]] != "seen" && !regexp.MustCompile(wants[m[1]]).MatchString(m[2]):
			t.Errorf("%s: %s, expected %s", m[1], m[2], wants[m[1]])
		default:
			wants[m[1]] = "seen"
		}
	}
	for at, want := range wants {
		if want != "seen" {
			t.Errorf("%s compiles, expected %s", at, want)
		}
	}
}
