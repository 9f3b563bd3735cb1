package cli

import (
	"runtime/debug"
	"testing"
)

// TestSupply holds where the module of a newcomer gets Assay from to what can be had: a checkout that is still there, a version that
// can be asked for, or the latest.
func TestSupply(t *testing.T) {
	const here, cached = "/src/assay/internal/cli/supply.go", "/go/pkg/mod/github.com/assay-dev/assay@v0.2.0/internal/cli/supply.go"
	const trimmed = "github.com/assay-dev/assay@v0.2.0/internal/cli/supply.go"
	for _, c := range []struct {
		main    debug.Module
		source  string
		there   bool
		version string
		from    string
	}{
		{debug.Module{Path: assayModule, Version: "(devel)"}, here, true, "", "/src/assay"},
		{debug.Module{Path: assayModule, Version: "v0.0.0-20261128061523-0123456789ab+dirty"}, here, true, "", "/src/assay"},
		{debug.Module{Path: assayModule, Version: "v0.0.0-20261128061523-0123456789ab+dirty"}, here, false, "latest", ""},
		{debug.Module{Path: assayModule, Version: "v0.0.0-20261128061523-0123456789ab"}, here, false, "v0.0.0-20261128061523-0123456789ab", ""},
		{debug.Module{Path: assayModule, Version: "v0.2.0"}, cached, true, "v0.2.0", ""},
		{debug.Module{Path: assayModule, Version: "v0.2.0"}, trimmed, false, "v0.2.0", ""},
		{debug.Module{Path: assayModule, Version: "(devel)"}, trimmed, false, "latest", ""},
		{debug.Module{Path: "example.com/other", Version: "v1.0.0"}, trimmed, false, "latest", ""},
	} {
		got := supplyOf(&debug.BuildInfo{Main: c.main}, c.source, func(string) bool { return c.there })
		if want := (supply{version: c.version, checkout: c.from}); got != want {
			t.Errorf("supplyOf(%s %s, %s, %v) = %+v, expected %+v", c.main.Path, c.main.Version, c.source, c.there, got, want)
		}
	}
}

func TestPackageNames(t *testing.T) {
	for base, want := range map[string]string{"shop": "shop", "My-Shop": "myshop", "3shops": "shops", "type": "payment", "main": "payment", "ß": "payment", "a.b": "ab"} {
		if got := packageName(base); got != want {
			t.Errorf("packageName(%q) = %q, expected %q", base, got, want)
		}
	}
}
