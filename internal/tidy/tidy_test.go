package tidy

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// rules are all rules, by the names of their folders in testdata.
var rules = []struct {
	name  string
	check func(*house) []string
}{
	{"imports", importsFollowTable},
	{"gofmt", filesAreFormatted},
	{"function", functionsFitAScreen},
	{"file", filesAreShort},
	{"newline", filesEndWithNewline},
	{"unfinished", nothingIsUnfinished},
	{"package", packagesSayWhatTheyAre},
	{"tried", packagesAreTried},
	{"comment", exportedNamesAreCommented},
	{"architecture", architectureIsShort},
	{"links", linksResolve},
	{"snippets", snippetsAreCode},
	{"traces", tracesAreGolden},
}

func TestHouse(t *testing.T) {
	h := readHouse(t, os.DirFS(filepath.Join("..", "..")))
	if len(h.files) == 0 {
		t.Fatal("no files: these tests look for the module two folders up")
	}
	for _, rule := range rules {
		t.Run(rule.name, func(t *testing.T) {
			for _, complaint := range rule.check(h) {
				t.Error(complaint)
			}
		})
	}
}

// TestRulesCanFail holds each rule to what it must say of small trees that break it, and of none of the trees that break another.
func TestRulesCanFail(t *testing.T) {
	for _, rule := range rules {
		cases, err := filepath.Glob(filepath.Join("testdata", rule.name, "*.txtar"))
		if err != nil {
			t.Fatal(err)
		}
		if len(cases) == 0 {
			t.Errorf("%s: no case in testdata shows that this rule can fail", rule.name)
		}
		for _, path := range cases {
			t.Run(strings.TrimPrefix(filepath.ToSlash(path), "testdata/"), func(t *testing.T) {
				h, want := readCase(t, path)
				if len(want) == 0 {
					t.Fatal("the archive's comment names no complaint")
				}
				if got := rule.check(h); !slices.Equal(got, want) {
					t.Errorf("got\n  %s\nexpected\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
				}
			})
		}
	}
}

// TestGoodHouse holds every rule to being content with a small house that keeps them all.
func TestGoodHouse(t *testing.T) {
	h, _ := readCase(t, filepath.Join("testdata", "good.txtar"))
	for _, rule := range rules {
		if got := rule.check(h); len(got) > 0 {
			t.Errorf("%s: %s", rule.name, strings.Join(got, "\n"))
		}
	}
}

// readCase reads a house from an archive, and what its comment says.
func readCase(t *testing.T, path string) (*house, []string) {
	t.Helper()
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range archive.Files {
		// An archive gives every file a last newline. Where there must be none, a last line says so.
		text := strings.TrimSuffix(repeat(string(f.Data)), "\n(no newline)\n")
		archive.Files[i].Data = []byte(text)
	}
	root, err := txtar.FS(archive)
	if err != nil {
		t.Fatal(err)
	}
	return readHouse(t, root), strings.Split(strings.TrimSpace(string(archive.Comment)), "\n")
}

var timesOver = regexp.MustCompile(`^(.*) \((\d+) times\)\n$`)

// repeat writes a line that ends in "(500 times)" so often, so that long files are short to read.
func repeat(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		times := 1
		if match := timesOver.FindStringSubmatch(line); match != nil {
			line = match[1] + "\n"
			times, _ = strconv.Atoi(match[2])
		}
		b.WriteString(strings.Repeat(line, times))
	}
	return b.String()
}
