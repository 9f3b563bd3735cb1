package cli

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestActionHolds: what the action's steps refer to is declared, and no input stands inside a script, where its text would be run.
func TestActionHolds(t *testing.T) {
	text, err := os.ReadFile("../../action/action.yml")
	if err != nil {
		t.Fatal(err)
	}
	whole := string(text)
	head, _, _ := strings.Cut(whole, "\noutputs:")
	var declared, used []string
	for _, m := range regexp.MustCompile(`(?m)^  ([a-z-]+):$`).FindAllStringSubmatch(head, -1) {
		declared = append(declared, m[1])
	}
	for _, m := range regexp.MustCompile(`inputs\.([a-z-]+)`).FindAllStringSubmatch(whole, -1) {
		used = append(used, m[1])
		if !slices.Contains(declared, m[1]) {
			t.Errorf("inputs.%s is used, and not declared: %v", m[1], declared)
		}
	}
	for _, name := range declared {
		if !slices.Contains(used, name) {
			t.Errorf("the input %s does nothing", name)
		}
	}
	for _, block := range regexp.MustCompile(`(?m)^( +)(?:- )?run: (.*(?:\n {10,}.*)*)`).FindAllStringSubmatch(whole, -1) {
		if strings.Contains(block[2], "${{") {
			t.Errorf("a script holds an expression: %s", block[2])
		}
	}
	script, err := os.ReadFile(filepath.Join("../../action", "report.sh"))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`(?m)^        (ASSAY_[A-Z]+):`).FindAllStringSubmatch(whole, -1) {
		if !strings.Contains(string(script), "${"+m[1]) {
			t.Errorf("the script does not read %s", m[1])
		}
	}
}
