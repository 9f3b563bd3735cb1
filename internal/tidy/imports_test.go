package tidy

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
)

// A row of the table says what the files of a room, its tests apart, may import beside the standard library. Rooms of this module
// go by their directory, "." for the vocabulary; a path that ends in "/..." stands for all below it. "*" is every room of this module.
type row struct {
	room    string
	imports []string
}

const (
	porcupine  = "github.com/anishathalye/porcupine"
	rapid      = "pgregory.net/rapid"
	terminal   = "golang.org/x/term"
	toolsBelow = "golang.org/x/tools/..."
	yaml       = "go.yaml.in/yaml/v3"
	gonum      = "gonum.org/v1/gonum/..."
	goInternal = "github.com/rogpeppe/go-internal/..."
)

// table is the import table. The first row that names a room, or what it lies below, holds.
var table = []row{
	{".", []string{"refine"}},
	{"refine", nil},
	{"trace", []string{".", "refine"}},
	{"evidence", []string{".", "refine", "trace"}},
	{"report", []string{".", "refine", "trace", "evidence", "internal/diagram"}},
	{"internal/browser", []string{"github.com/chromedp/..."}}, // for tests alone
	{"internal/canon", nil},
	{"internal/graph", nil},
	{"internal/step", []string{".", "internal/canon"}},
	{"internal/lts", []string{".", "internal/step", "internal/canon", "internal/graph"}},
	{"internal/lattice", nil},
	{"internal/live", nil},
	{"internal/naive", []string{".", "internal/step", "internal/canon"}},
	{"internal/side", []string{"evidence"}},
	{"explore", []string{"internal/walk", "internal/diagram"}},
	{"check/blackbox", nil},    // cases alone
	{"check/failuretest", nil}, // cases alone
	{"check", []string{".", "refine", "trace", "evidence",
		"internal/step", "internal/telling", "internal/golden", "internal/lts", "internal/graph", "internal/lattice", "internal/live", "internal/linear",
		"internal/histories", "internal/side", "internal/diagram", "internal/walk"}},
	{"internal/linear", []string{".", "internal/canon", porcupine}},
	{"internal/histories", []string{".", "refine", "trace", "internal/step", "internal/linear"}},
	{"conform", []string{".", "refine", "trace", "evidence", "internal/linear"}},
	{"forall", []string{".", "refine", "evidence", "internal/side", porcupine, rapid}},
	{"flow", []string{"refine"}},
	{"people", []string{".", "refine"}},
	{"internal/telling", []string{".", "trace", "internal/step"}},
	{"internal/diagram", []string{"trace"}},
	{"internal/walk", []string{"trace", "evidence", "internal/step", "internal/telling", "internal/side", "internal/diagram"}},
	{"internal/golden", []string{"trace"}},
	{"sim", []string{".", "refine", "trace", "evidence", "flow", "sim/page", gonum, "internal/step", "internal/linear", "internal/histories", "internal/telling", "internal/golden", "internal/side",
		"internal/diagram", "internal/walk"}},
	{"sim/kube", []string{".", "refine", "trace", "evidence", "sim", yaml}},
	{"sim/page", []string{".", "refine", "trace", "evidence"}},
	{"sim/doe", []string{"sim", "evidence", "trace", ".", "refine", gonum}},
	{"vet", []string{"vet/...", toolsBelow}},
	{"vet/internal/predicate", []string{"refine", "vet/internal/...", toolsBelow}},      // docs/decisions/analyzers.md
	{"vet/internal/vettest", []string{"vet/internal/...", "internal/tool", toolsBelow}}, // for tests alone
	{"vet/powers", []string{"vet/internal/...", "internal/spelling", toolsBelow}},
	{"vet/...", []string{"vet/internal/...", toolsBelow}},
	{"internal/tool", nil},
	{"internal/spelling", nil},
	{"internal/tidy", nil}, // tests alone
	{"internal/cli", []string{"*", terminal, toolsBelow}},
	{"cmd/assay", []string{"*"}},
	{"adapters/etcdraft", []string{".", "refine"}},
	{"adapters/etcdraft/suite", []string{".", "check", "adapters/etcdraft"}}, // for tests alone
	{"adapters/etcdraft/...", []string{".", "adapters/etcdraft", "go.etcd.io/raft/v3/...", "google.golang.org/protobuf/..."}}, // modules of their own
	{"adapters/xtime", []string{".", "golang.org/x/time/rate"}},                                                               // a module of its own
	{"bench/...", []string{".", "refine", "check", "examples/..."}},
	{"examples/tutorial/...", []string{".", "check", "examples/tutorial/..."}}, // each stage builds on the one before it
	{"examples/...", []string{".", "refine", "trace", "evidence", "check", "sim", "sim/kube", "flow", "people"}},
}

// testsOnly are what only tests may import, and testsToo what they may import beside the rooms of this module.
var (
	testsOnly = []string{"internal/browser", "internal/naive", "internal/tidy"}
	testsToo  = []string{porcupine, rapid, toolsBelow, goInternal, "github.com/chromedp/...", "github.com/failsafe-go/...", "github.com/sony/gobreaker/v2"}
)

// importsFollowTable holds each room to its row.
func importsFollowTable(h *house) (complaints []string) {
	dirs, files := h.rooms()
	for _, dir := range dirs {
		at := slices.IndexFunc(table, func(r row) bool { return stands(r.room, dir) })
		if at < 0 {
			complaints = append(complaints, fmt.Sprintf("%s: this room is not in the import table", dir))
			continue
		}
		for _, f := range files[dir] {
			complaints = append(complaints, h.wrongImports(f, table[at])...)
		}
	}
	return complaints
}

func (h *house) wrongImports(f *file, r row) (complaints []string) {
	for _, spec := range f.syntax.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil || isStandard(imported) {
			continue
		}
		if !f.mayImport(r, imported) {
			complaints = append(complaints, h.at(spec.Pos(), "%s may not import %s", f.dir, imported))
		}
	}
	return complaints
}

func (f *file) mayImport(r row, imported string) bool {
	room, ours := roomOf(imported)
	if f.test() {
		return ours || slices.ContainsFunc(testsToo, func(pattern string) bool { return stands(pattern, imported) })
	}
	if !ours {
		room = imported
	}
	if slices.Contains(testsOnly, room) {
		return false
	}
	return slices.ContainsFunc(r.imports, func(pattern string) bool { return pattern == "*" && ours || stands(pattern, room) })
}

// stands says whether a pattern stands for a path.
func stands(pattern, p string) bool {
	if below, ok := strings.CutSuffix(pattern, "/..."); ok {
		return p == below || strings.HasPrefix(p, below+"/")
	}
	return p == pattern
}

// roomOf is the directory of an import path of this module.
func roomOf(imported string) (dir string, ours bool) {
	if imported == modulePath {
		return ".", true
	}
	dir, ours = strings.CutPrefix(imported, modulePath+"/")
	return dir, ours
}

// isStandard goes by what the go command goes by: the first element of a path that is not the standard library's has a dot.
func isStandard(imported string) bool {
	first, _, _ := strings.Cut(imported, "/")
	return !strings.Contains(first, ".") && path.Clean(imported) == imported
}
