package lock_test

import (
	"regexp"
	"slices"
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/examples/lock"
	"github.com/assay-dev/assay/internal/tool"
)

// TestImpure wants each impure server found twice: by check, which runs it, and by vet, which reads it and shows with -v what is ignored.
func TestImpure(t *testing.T) {
	read, _ := tool.Run(t, ".", "vet", "-v")
	for _, impure := range []struct {
		system   assay.System
		findings []string // of check: a handler that is no function shows in either way
		vet      string
	}{
		{lock.Numbered(), []string{"deterministic", "pure"}, `pure \(ignored\): .*grants`},
		{lock.Queueing(), []string{"pure"}, `pure \(ignored\): .*append`},
		{lock.Stamped(), []string{"deterministic"}, `deterministic \(ignored\): .*time\.Now`},
	} {
		result, err := check.Run(t.Context(), impure.system)
		if err != nil {
			t.Fatal(err)
		}
		ran := func(r evidence.Record) bool { return slices.Contains(impure.findings, r.Finding) }
		if !slices.ContainsFunc(result.Findings(), ran) {
			t.Errorf("%s: check has the findings %v, expected one of %v", impure.system.Name, result.Findings(), impure.findings)
		}
		line := regexp.MustCompile(`(?m)^impure\.go:\d+:\d+: ` + impure.vet)
		if !line.MatchString(read) {
			t.Errorf("%s: no line of vet matches %s:\n%s", impure.system.Name, line, read)
		}
	}
}
