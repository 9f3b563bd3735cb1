//go:build long

package vet_test

import (
	"testing"

	"github.com/assay-dev/assay/internal/tool"
)

// TestRepository wants no finding in this repository, so that it is built and tested by assay build and assay test as any other.
func TestRepository(t *testing.T) {
	if out, status := tool.Run(t, "..", "vet", "./..."); status != 0 {
		t.Errorf("assay vet ./... ends with %d:\n%s", status, out)
	}
}

// TestBuildsItself wants the whole repository to be compiled with the analyzers around the compiler.
func TestBuildsItself(t *testing.T) {
	if out, status := tool.Run(t, "..", "build", "./..."); status != 0 {
		t.Errorf("assay build ./... ends with %d:\n%s", status, out)
	}
}
