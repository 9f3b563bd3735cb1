package std

import (
	"bytes"
	"flag"
	"fmt"
	"go/importer"
	"go/token"
	"go/types"
	"io"
	"maps"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// rewrite writes into the table what the running release of Go has and the table has not, as unknown, and takes out what is gone. What
// is new is then to be filled in by hand: read its documentation.
var rewrite = flag.Bool("rewrite", false, "write what is new in the standard library into the table, and take out what is gone")

// TestTableIsComplete holds the table against the running release: each exported function, method and variable of a package that is
// listed is in it, and nothing else.
func TestTableIsComplete(t *testing.T) {
	if !strings.HasPrefix(runtime.Version(), Release()) && !*rewrite {
		t.Skipf("the table is of %s, and this is %s", Release(), runtime.Version())
	}
	have := apis(t, slices.Sorted(maps.Keys(table().packages)))
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	for path, l := range table().packages {
		names := have[path]
		for name := range l.entries {
			if !slices.Contains(names.all, name) {
				t.Errorf("%s.%s is in the table, and gone", path, name)
				lines = without(lines, path, name)
			}
		}
		if _, whole := table().whole[path]; whole {
			continue // only what differs from the rest is listed
		}
		var missing []string
		for _, name := range names.all {
			_, listed := l.entries[name]
			if !listed && !(l.vars && slices.Contains(names.vars, name)) {
				missing = append(missing, name)
				t.Errorf("%s.%s is not in the table", path, name)
			}
		}
		if len(missing) > 0 {
			at := slices.Index(lines, "package "+path)
			lines = slices.Insert(lines, at+1, Unknown+": "+strings.Join(missing, " "))
		}
	}
	if *rewrite {
		if err := os.WriteFile("go1.26.txt", []byte(strings.Join(lines, "\n")+"\n"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// without are the lines of the table without a name in a package.
func without(lines []string, path, name string) (kept []string) {
	current := ""
	for _, line := range lines {
		if p, ok := strings.CutPrefix(line, "package "); ok {
			current = p
		}
		words, names, ok := strings.Cut(line, ":")
		if ok && current == path {
			left := slices.DeleteFunc(strings.Fields(names), func(n string) bool { return n == name })
			if len(left) == 0 {
				continue
			}
			line = words + ": " + strings.Join(left, " ")
		}
		kept = append(kept, line)
	}
	return kept
}

// api is what a package exports: functions, methods as Type.Method, variables.
type api struct{ all, vars []string }

// apis reads the export data of packages.
func apis(t *testing.T, paths []string) map[string]api {
	t.Helper()
	var errs bytes.Buffer
	cmd := exec.Command("go", append([]string{"list", "-export", "-deps", "-f", "{{.ImportPath}} {{.Export}}"}, paths...)...)
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, errs.String())
	}
	files := map[string]string{}
	for line := range strings.Lines(string(out)) {
		if path, file, ok := strings.Cut(strings.TrimSpace(line), " "); ok {
			files[path] = file
		}
	}
	load := importer.ForCompiler(token.NewFileSet(), "gc", func(path string) (io.ReadCloser, error) {
		if files[path] == "" {
			return nil, fmt.Errorf("no export data of %s", path)
		}
		return os.Open(files[path])
	})
	all := map[string]api{}
	for _, path := range paths {
		pkg, err := load.Import(path)
		if err != nil {
			t.Fatal(err)
		}
		all[path] = apiOf(pkg)
	}
	return all
}

func apiOf(pkg *types.Package) (a api) {
	methods := func(typ types.Type) {
		named, ok := types.Unalias(typ).(*types.Named)
		if !ok || named.Obj().Pkg() != pkg || types.IsInterface(named) {
			return
		}
		for m := range named.Methods() {
			if m.Exported() {
				a.all = append(a.all, named.Obj().Name()+"."+m.Name())
			}
		}
	}
	for _, name := range pkg.Scope().Names() {
		obj := pkg.Scope().Lookup(name)
		if !obj.Exported() {
			continue
		}
		switch obj := obj.(type) {
		case *types.Func:
			a.all = append(a.all, name)
		case *types.Var:
			a.all, a.vars = append(a.all, name), append(a.vars, name)
			methods(obj.Type())
		case *types.TypeName:
			methods(obj.Type())
		}
	}
	slices.Sort(a.all)
	a.all = slices.Compact(a.all)
	return a
}
