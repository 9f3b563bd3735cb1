package cli

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/types"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/assay-dev/assay/internal/side"
)

// handed is how a test of a package hands its system over, for another test beside it.
type handed struct {
	pkg     string   // the package clause: lock_test
	build   string   // the build constraint of its file, or ""
	check   string   // what stands before a name of package check: "check."
	imports []string // as they are written
	text    string   // the expression: lock.Forgetful()
	options string   // further arguments that a replay needs, each after a comma
	names   []string // taken in the package
	reason  string   // why the expression cannot stand elsewhere, or ""
	brief   string   // the expression as it is written, in one line
}

// handedOver finds the expression of a system in the tests that hold it, by the calls that led to package check. relaxed asks for the
// dimensions of a sweep too.
func (c *command) handedOver(systems []side.Announced, system string, in suite, options checkOptions, relaxed bool) handed {
	best := handed{pkg: testPackage(in), check: "check.", imports: []string{strconv.Quote(checkPath)}, reason: "no test shows where it takes the system from"}
	found := false
	for _, s := range systems {
		if s.System != system || s.Calls == "" {
			continue
		}
		f := c.callFinder(s.Calls, in, options)
		h := f.find(parseCalls(s.Calls), relaxed)
		if h.reason == "" {
			return h
		}
		if !found && h.pkg != "" {
			best, found = h, true
		}
	}
	return best
}

func testPackage(in suite) string { return path.Base(in.path) + "_test" }

// call is one line of side.Announced.Calls.
type call struct {
	function string
	file     string
	line     int
}

func parseCalls(text string) (calls []call) {
	for line := range strings.Lines(text) {
		function, where, _ := strings.Cut(strings.TrimSpace(line), " ")
		colon := strings.LastIndexByte(where, ':')
		if colon < 0 {
			continue
		}
		number, _ := strconv.Atoi(where[colon+1:])
		calls = append(calls, call{function, where[:colon], number})
	}
	return calls
}

// pkg is the import path in a function's name; of a test beside a package it ends in _test.
func (c call) pkg() string {
	slash := strings.LastIndexByte(c.function, '/') + 1
	last, _, _ := strings.Cut(c.function[slash:], ".")
	return c.function[:slash] + strings.ReplaceAll(last, "%2e", ".")
}

// callFinder looks calls up in the source.
type callFinder struct {
	in     suite
	loaded []*packages.Package
}

func (c *command) callFinder(calls string, in suite, options checkOptions) *callFinder {
	paths := []string{in.path}
	for _, call := range parseCalls(calls) {
		if p := call.pkg(); p != in.path+"_test" {
			paths = append(paths, p)
		}
	}
	slices.Sort(paths)
	mode := packages.NeedName | packages.NeedFiles | packages.NeedImports | packages.NeedTypes | packages.NeedSyntax | packages.NeedTypesInfo | packages.NeedForTest | packages.NeedModule | packages.NeedTypesSizes
	loaded, err := c.load(mode, buildFlags(options.tags), slices.Compact(paths))
	if err != nil {
		return &callFinder{in: in} // then nothing is found
	}
	return &callFinder{in, loaded}
}

// source is a file with its types.
type source struct {
	pkg  *packages.Package
	file *ast.File
	text []byte
}

// open finds the file of a call: by its path, or where the binary was built with -trimpath by its name in the package.
func (f *callFinder) open(at call) (source, bool) {
	for _, pkg := range f.loaded {
		if pkg.PkgPath != at.pkg() || pkg.TypesInfo == nil || strings.HasSuffix(pkg.ID, ".test") {
			continue
		}
		for _, file := range pkg.Syntax {
			name := pkg.Fset.Position(file.FileStart).Filename
			if name != at.file && (filepath.IsAbs(at.file) || filepath.Base(name) != path.Base(at.file)) {
				continue
			}
			if text, err := os.ReadFile(name); err == nil {
				return source{pkg, file, text}, true
			}
		}
	}
	return source{}, false
}

// find follows a system from package check back to where it does not come from a caller.
func (f *callFinder) find(calls []call, relaxed bool) handed {
	isTarget := systems.isEntry
	argument := 1
	h := handed{}
	for _, at := range calls {
		s, ok := f.open(at)
		if !ok {
			return f.unknown(h, fmt.Sprintf("%s hands it over, and its source is not found", at.function))
		}
		h = f.describe(s, h)
		made := s.callAt(at.line, isTarget)
		if made == nil || argument >= len(made.Args) {
			return f.unknown(h, fmt.Sprintf("%s:%d hands it over, in a call that cannot be told from others there", filepath.Base(at.file), at.line))
		}
		expression := made.Args[argument]
		if caller, parameter, passed := s.parameterOf(expression); passed {
			isTarget, argument = func(o types.Object) bool { return nodeOf(o) == nodeOf(caller) }, parameter
			continue
		}
		return f.copy(h, s, at, made, expression, relaxed)
	}
	return f.unknown(h, "the function that is handed the system does not show from where")
}

// unknown is what stands in the test where its system cannot be copied, for a reason: a comment that asks for it.
func (f *callFinder) unknown(h handed, reason string) handed {
	h.pkg, h.check = cmp.Or(h.pkg, testPackage(f.in)), cmp.Or(h.check, "check.")
	if len(h.imports) == 0 {
		h.imports = []string{strconv.Quote(checkPath)}
	}
	h.reason = reason
	return h
}

// describe is what a file says of a test that is to stand beside it.
func (f *callFinder) describe(s source, before handed) handed {
	if !f.beside(s) {
		return before
	}
	h := handed{pkg: s.file.Name.Name, check: "check.", names: s.pkg.Types.Scope().Names()}
	for _, group := range s.file.Comments {
		for _, comment := range group.List {
			if comment.Pos() < s.file.Package && strings.HasPrefix(comment.Text, "//go:build ") {
				h.build = comment.Text
			}
		}
	}
	own := strconv.Quote(checkPath)
	for _, spec := range s.file.Imports {
		if p, _ := strconv.Unquote(spec.Path.Value); p != checkPath || spec.Name == nil {
			continue
		}
		own = spec.Name.Name + " " + own
		if h.check = spec.Name.Name + "."; h.check == ".." {
			h.check = ""
		}
	}
	h.imports = []string{own}
	return h
}

// beside says whether a file belongs to the package that is replayed.
func (f *callFinder) beside(s source) bool {
	return s.pkg.PkgPath == f.in.path || s.pkg.PkgPath == f.in.path+"_test"
}

// copy makes an expression stand by itself.
func (f *callFinder) copy(h handed, s source, at call, made *ast.CallExpr, expression ast.Expr, relaxed bool) handed {
	r := &copier{source: s}
	h.text = r.text(expression)
	if relaxed {
		for _, argument := range made.Args {
			if inner, ok := argument.(*ast.CallExpr); ok && s.calls(inner, func(o types.Object) bool { return nodeOf(o) == checkPath+".Dimensions" }) {
				h.options += ", " + r.text(argument)
			}
		}
	}
	where := fmt.Sprintf("%s:%d", filepath.Base(at.file), at.line)
	h.brief = strings.Join(strings.Fields(r.plain(expression)), " ")
	switch {
	case !f.beside(s):
		return f.unknown(h, fmt.Sprintf("%s (%s), in another package, hands over %s", at.function, where, h.brief))
	case len(r.foreign) > 0:
		slices.Sort(r.foreign)
		return f.unknown(h, fmt.Sprintf("%s hands over %s, and what stands in its function alone is %s", where, h.brief, strings.Join(slices.Compact(r.foreign), ", ")))
	}
	h.imports = append(h.imports, r.imports...)
	return h
}
