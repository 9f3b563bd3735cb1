package effects

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"
)

func TestDev(t *testing.T) {
	args := os.Getenv("DEV")
	if args == "" {
		t.Skip()
	}
	cfg := &packages.Config{Mode: packages.LoadAllSyntax | packages.NeedModule, Dir: "/work/main", Tests: os.Getenv("DEVTESTS") != ""}
	pkgs, err := packages.Load(cfg, strings.Fields(args)...)
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	g, err := checker.Analyze([]*analysis.Analyzer{Analyzer}, pkgs, &checker.Options{Sequential: true})
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println("total", time.Since(start))
	for act := range g.All() {
		if act.Analyzer == Analyzer && act.Duration > 300*time.Millisecond {
			fmt.Println(act.Package.PkgPath, act.Duration)
		}
		if act.Err != nil {
			fmt.Println(act, act.Err)
		}
	}
}

func init() {
	devHook = func(f *frame, e Effect) {
		if g := os.Getenv("DEVGLOBAL"); g != "" && e.Kind == KindWriteGlobal && e.Global.Name() == g {
			fmt.Fprintf(os.Stderr, "WRITE %s in %s: %+v\n", g, f.fn, e.Witness)
		}
	}
}
