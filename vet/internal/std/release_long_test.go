//go:build long

package std

import (
	"cmp"
	"fmt"
	"go/token"
	"go/types"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"
)

// TestRelease compares the table with the release of Go at hand: what is new in a package that is listed has no line, and what is
// gone has one. With ASSAY_REWRITE=1 it writes, beside the table, the lines to be judged.
func TestRelease(t *testing.T) {
	if !strings.HasPrefix(runtime.Version(), Release()+".") && runtime.Version() != Release() {
		t.Skipf("the table is of %s, and this is %s", Release(), runtime.Version())
	}
	loaded, err := packages.Load(&packages.Config{Mode: packages.NeedName | packages.NeedTypes | packages.NeedExportFile | packages.NeedImports}, "std")
	if err != nil {
		t.Fatal(err)
	}
	var missing, gone []string
	for _, pkg := range loaded {
		listed := table.packages[pkg.PkgPath]
		if listed == nil || pkg.Types == nil {
			continue
		}
		api := functions(pkg.Types)
		for _, fn := range api {
			if _, ok := listed.entries[fn]; !ok {
				if _, ok := table.whole[pkg.PkgPath]; !ok {
					missing = append(missing, pkg.PkgPath+" "+fn)
				}
			}
		}
		for entry := range listed.entries {
			typ, _, _ := strings.Cut(entry, ".")
			if pkg.Types.Scope().Lookup(entry) == nil && !slices.Contains(api, entry) && (typ == entry || token.IsExported(typ)) {
				gone = append(gone, pkg.PkgPath+" "+entry)
			}
		}
	}
	slices.Sort(missing)
	slices.Sort(gone)
	if os.Getenv("ASSAY_REWRITE") != "" {
		text := fmt.Sprintf("# %s: no line yet\n%s\n# gone\n%s\n", runtime.Version(), strings.Join(missing, "\n"), strings.Join(gone, "\n"))
		if err := os.WriteFile("difference.txt", []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(missing) + len(gone); n > 0 {
		t.Errorf("%d functions have no line, %d lines have no function:\n%s\n--\n%s", len(missing), len(gone), strings.Join(missing[:min(40, len(missing))], "\n"), strings.Join(gone[:min(40, len(gone))], "\n"))
	}
}

// functions are the exported functions of a package, and the exported methods of its exported types, by their names in the table.
func functions(pkg *types.Package) (names []string) {
	for _, n := range pkg.Scope().Names() {
		switch obj := pkg.Scope().Lookup(n).(type) {
		case *types.Func:
			if obj.Exported() {
				names = append(names, name(obj))
			}
		case *types.TypeName:
			named, ok := obj.Type().(*types.Named)
			if !ok || !obj.Exported() || obj.IsAlias() || types.IsInterface(named) {
				continue
			}
			for m := range named.Methods() {
				if m.Exported() {
					names = append(names, name(m))
				}
			}
		}
	}
	slices.SortFunc(names, cmp.Compare[string])
	return names
}
