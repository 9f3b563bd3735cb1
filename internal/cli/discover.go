package cli

import (
	"cmp"
	"fmt"
	"go/token"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// suite is a package with tests of systems.
type suite struct {
	path  string // its import path
	name  string // as a person in the working directory names it: ./lock
	tests []testFunc
	of    *subject // that the tests reach
	// broken says that the package does not compile. It is given to go test all the same, for the compiler's own words.
	broken bool
}

// testFunc is a test function that reaches a system.
type testFunc struct {
	name string
	at   token.Position
	// certain says that a chain of references leads to the system. Otherwise there is only a type on the way whose method does,
	// and the test may never call it: then no evidence is expected of it.
	certain bool
	node    string // in the graph
}

// house is what the packages that a person named hold.
type house struct {
	suites  []suite // by import path
	missing []suite // those without a system that were named, not matched by a pattern
	without int     // how many packages that a pattern matched have no system
}

// discover finds the system tests of the packages that match patterns, by types.
func (c *command) discover(patterns []string, buildFlags []string) (*house, error) {
	c.patience.busy(building(patterns))
	outline, matched, whole, err := c.outline(patterns, buildFlags)
	if err != nil {
		return nil, err
	}
	named, err := c.namedPackages(matched, patterns, buildFlags)
	if err != nil {
		return nil, err
	}
	reaching := c.subject.reachingPackages(outline)
	found := &house{}
	graph := newGraph(c.subject)
	loaded := outline
	if !whole || !covers(outline, reaching) {
		if loaded, err = c.syntaxOf(reaching, buildFlags); err != nil {
			return nil, err
		}
	}
	for _, pkg := range loaded {
		graph.add(pkg)
	}
	for _, pkg := range matched {
		s := suite{path: pkg.PkgPath, name: c.personal(pkg), tests: graph.tests(pkg.PkgPath), of: c.subject, broken: graph.broken[pkg.PkgPath]}
		switch {
		case len(s.tests) > 0 || s.broken:
			found.suites = append(found.suites, s)
		case named[s.path]:
			found.missing = append(found.missing, s)
		default:
			found.without++
		}
	}
	return found, nil
}

// How much of packages is loaded: who imports whom, of all that are reached; or what those that are asked for consist of.
const (
	outlineOnly = packages.NeedName | packages.NeedFiles | packages.NeedImports | packages.NeedDeps | packages.NeedModule | packages.NeedForTest
	withSyntax  = packages.NeedName | packages.NeedFiles | packages.NeedImports | packages.NeedTypes | packages.NeedSyntax | packages.NeedTypesInfo | packages.NeedForTest | packages.NeedModule | packages.NeedTypesSizes
)

// outline loads the packages that patterns match, and says which they are. Where no pattern can match many, whole says that their syntax
// came too: most will need it, and the go command is asked once. What is wrong it says better when it is asked for less.
func (c *command) outline(patterns, buildFlags []string) (loaded, matched []*packages.Package, whole bool, err error) {
	if !widens(patterns) {
		if loaded, err = c.load(withSyntax, buildFlags, patterns); err == nil {
			if matched, err = c.matchedPackages(loaded, patterns); err == nil {
				return loaded, matched, true, nil
			}
		}
	}
	if loaded, err = c.load(outlineOnly, buildFlags, patterns); err == nil {
		matched, err = c.matchedPackages(loaded, patterns)
	}
	return loaded, matched, false, err
}

// covers says whether all these paths are among the packages that were asked for.
func covers(loaded []*packages.Package, paths []string) bool {
	return !slices.ContainsFunc(paths, func(path string) bool {
		return !slices.ContainsFunc(loaded, func(pkg *packages.Package) bool { return pkg.PkgPath == path })
	})
}

func (c *command) syntaxOf(paths, buildFlags []string) ([]*packages.Package, error) {
	if len(paths) == 0 {
		return nil, nil
	}
	return c.load(withSyntax, buildFlags, paths)
}

func (c *command) load(mode packages.LoadMode, buildFlags, patterns []string) ([]*packages.Package, error) {
	config := &packages.Config{Mode: mode, Dir: c.dir, Env: c.env, Tests: true, BuildFlags: buildFlags}
	loaded, err := packages.Load(config, patterns...)
	if err != nil {
		return nil, c.notLoaded(err.Error(), patterns)
	}
	return loaded, nil
}

// matchedPackages are those that the patterns name, tests and their variants left out, by import path.
func (c *command) matchedPackages(loaded []*packages.Package, patterns []string) ([]*packages.Package, error) {
	byPath := map[string]*packages.Package{}
	for _, pkg := range loaded {
		if pkg.ForTest != "" || strings.HasSuffix(pkg.ID, ".test") {
			continue
		}
		if isEmpty(loaded, pkg) && len(pkg.Errors) > 0 {
			if widens(patterns) && strings.Contains(pkg.Errors[0].Msg, "build constraints exclude all Go files") {
				continue // go test passes it over too
			}
			return nil, c.notLoaded(pkg.Errors[0].Msg, patterns)
		}
		byPath[pkg.PkgPath] = pkg
	}
	if len(byPath) == 0 {
		return nil, &problem{fmt.Sprintf("no package matches %s", strings.Join(patterns, " ")), cmp.Or(c.nearModule(patterns), "./... is every package below the working directory")}
	}
	return sortedValues(byPath), nil
}

// namedPackages are the paths of the packages that a person named without a pattern: they are expected to have a system.
func (c *command) namedPackages(matched []*packages.Package, patterns, buildFlags []string) (map[string]bool, error) {
	plain := plainPatterns(patterns)
	if len(plain) > 0 && len(plain) < len(patterns) {
		loaded, err := c.load(packages.NeedName|packages.NeedFiles|packages.NeedForTest, buildFlags, plain)
		if err != nil {
			return nil, err
		}
		if matched, err = c.matchedPackages(loaded, plain); err != nil {
			return nil, err
		}
	}
	named := map[string]bool{}
	for _, pkg := range matched {
		named[pkg.PkgPath] = len(plain) > 0
	}
	return named, nil
}

// isEmpty says whether a package has no files at all, tests included.
func isEmpty(loaded []*packages.Package, pkg *packages.Package) bool {
	tests := func(other *packages.Package) bool { return other.ForTest == pkg.PkgPath }
	return len(pkg.GoFiles) == 0 && len(pkg.OtherFiles) == 0 && !slices.ContainsFunc(loaded, tests)
}

// widens says whether one of the patterns can match more than one package.
func widens(patterns []string) bool { return len(plainPatterns(patterns)) < len(patterns) }

func plainPatterns(patterns []string) []string {
	var plain []string
	for _, pattern := range patterns {
		if !strings.Contains(pattern, "...") && !slices.Contains([]string{"all", "std", "cmd", "work", "tool"}, pattern) {
			plain = append(plain, pattern)
		}
	}
	return plain
}

func sortedValues(byPath map[string]*packages.Package) []*packages.Package {
	var sorted []*packages.Package
	for _, path := range slices.Sorted(maps.Keys(byPath)) {
		sorted = append(sorted, byPath[path])
	}
	return sorted
}

// reachingPackages are the packages, among the loaded ones and what they import, that import the subject's directly or through
// others. Only these can hold a chain of references to it, so only these are type-checked from source. A helper that hands systems
// over for its callers may well stand in another module.
func (s *subject) reachingPackages(loaded []*packages.Package) []string {
	reaches := map[string]bool{} // by ID
	var visit func(pkg *packages.Package) bool
	visit = func(pkg *packages.Package) bool {
		if answer, seen := reaches[pkg.ID]; seen {
			return answer
		}
		answer := s.isPackage(pkg.PkgPath)
		reaches[pkg.ID] = answer // imports have no cycles between IDs
		for _, imported := range pkg.Imports {
			answer = visit(imported) || answer
		}
		reaches[pkg.ID] = answer
		return answer
	}
	paths := map[string]bool{}
	packages.Visit(loaded, nil, func(pkg *packages.Package) {
		if pkg.PkgPath == s.path && pkg.ForTest == "" && !slices.Contains(loaded, pkg) || strings.HasSuffix(pkg.ID, ".test") || !visit(pkg) {
			return
		}
		path := pkg.PkgPath
		if pkg.ForTest != "" && pkg.PkgPath == pkg.ForTest+"_test" {
			path = pkg.ForTest
		}
		paths[path] = true
	})
	return slices.Sorted(maps.Keys(paths))
}

// personal is the package's directory, as a person in the working directory writes it.
func (c *command) personal(pkg *packages.Package) string {
	var dir string
	switch {
	case pkg.Dir != "":
		dir = pkg.Dir
	case len(pkg.GoFiles) > 0:
		dir = filepath.Dir(pkg.GoFiles[0])
	default:
		return pkg.PkgPath
	}
	here, err := filepath.Abs(c.dir)
	if err != nil {
		return pkg.PkgPath
	}
	relative, err := filepath.Rel(here, dir)
	if err != nil || strings.HasPrefix(relative, "..") {
		return pkg.PkgPath
	}
	if relative == "." {
		return "."
	}
	return "./" + filepath.ToSlash(relative)
}

// loadProblem is the go command's own message, with what to do about it.
func loadProblem(message string) *problem {
	if _, said, ok := strings.Cut(message, "stderr: "); ok {
		message = said // what stands before it is go list's exit status
	}
	message = strings.TrimPrefix(strings.TrimSpace(message), "go: ")
	return &problem{message, hintFor(message)}
}

// hintFor is what to do about a message of the go command, or "".
func hintFor(message string) string {
	hints := []struct{ sign, hint string }{
		{"go.mod file not found", "run it inside a module, or go mod init NAME makes one here"},
		{"cannot find main module", "run it inside a module, or go mod init NAME makes one here"},
		{"does not contain main module", "run it inside a module, or go mod init NAME makes one here"},
		{"go.work", "go work use DIR adds a module to the workspace"},
		{"no required module provides package", "a package of this module is named by its directory, ./lock; go get adds another module"},
		{"is not in std", "a package of this module is named by its directory: ./lock"},
		{"directory not found", "./... is every package below the working directory"},
		{"no Go files", "./... is every package below the working directory"},
		{"no such file or directory", "./... is every package below the working directory"},
		{"updates to go.mod needed", "go mod tidy"},
		{"missing go.sum entry", "go mod tidy"},
		{"does not match inferred type assay.Actor[", "Start and Receive of an actor have one type of state and one of messages, and here they differ"},
	}
	for _, h := range hints {
		if strings.Contains(message, h.sign) {
			return h.hint
		}
	}
	return ""
}
