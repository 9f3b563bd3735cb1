package tidy

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"
)

// modulePath is the path of the module, and so of the room at its root.
const modulePath = "github.com/assay-dev/assay"

// house is every file that the rules are about.
type house struct {
	root  fs.FS
	fset  *token.FileSet
	files []*file // sorted by path
}

// file is one file of the house. syntax is nil for what is not Go.
type file struct {
	path   string
	dir    string // "." for the root
	source []byte
	syntax *ast.File
}

// textual are the files whose form matters besides Go's, by the end of their names.
var textual = []string{".md", ".txt", ".sh", ".pml", ".mod", ".sum", "LICENSE", ".gitignore", ".ci/run"}

// readHouse reads the files under root. What lies in testdata is what tests read, and not held to the rules.
func readHouse(t *testing.T, root fs.FS) *house {
	t.Helper()
	h := &house{root: root, fset: token.NewFileSet()}
	err := fs.WalkDir(root, ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && skipped(p):
			return fs.SkipDir
		case d.IsDir():
			return nil
		}
		return h.read(p)
	})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func skipped(dir string) bool {
	name := path.Base(dir)
	hidden := strings.HasPrefix(name, ".") && name != "." && name != ".ci"
	return hidden || name == "testdata" || name == "node_modules" || strings.HasPrefix(name, "_")
}

func (h *house) read(p string) error {
	isGo := strings.HasSuffix(p, ".go")
	if !isGo && !slices.ContainsFunc(textual, func(end string) bool { return strings.HasSuffix(p, end) }) {
		return nil
	}
	source, err := fs.ReadFile(h.root, p)
	if err != nil {
		return err
	}
	f := &file{path: p, dir: path.Dir(p), source: source}
	if isGo {
		if f.syntax, err = parser.ParseFile(h.fset, p, source, parser.ParseComments|parser.SkipObjectResolution); err != nil {
			return err
		}
	}
	h.files = append(h.files, f)
	return nil
}

func (f *file) test() bool { return strings.HasSuffix(f.path, "_test.go") }

func (f *file) lines() int { return bytes.Count(f.source, []byte("\n")) }

// goFiles are the files of Go.
func (h *house) goFiles() []*file {
	return slices.DeleteFunc(slices.Clone(h.files), func(f *file) bool { return f.syntax == nil })
}

// pages are the files of Markdown.
func (h *house) pages() []*file {
	return slices.DeleteFunc(slices.Clone(h.files), func(f *file) bool { return path.Ext(f.path) != ".md" })
}

// rooms are the directories that hold Go files, sorted, with their files.
func (h *house) rooms() (dirs []string, files map[string][]*file) {
	files = map[string][]*file{}
	for _, f := range h.goFiles() {
		if files[f.dir] == nil {
			dirs = append(dirs, f.dir)
		}
		files[f.dir] = append(files[f.dir], f)
	}
	slices.Sort(dirs)
	return dirs, files
}

// at says where something is, and what is wrong with it.
func (h *house) at(pos token.Pos, format string, args ...any) string {
	p := h.fset.Position(pos)
	return fmt.Sprintf("%s:%d: %s", p.Filename, p.Line, fmt.Sprintf(format, args...))
}
