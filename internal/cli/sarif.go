package cli

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/assay-dev/assay/evidence"
)

// The part of SARIF 2.1.0 that a code host needs to show a result beside the code.
// https://docs.oasis-open.org/sarif/sarif/v2.1.0/
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool    sarifTool     `json:"tool"`
		Results []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name    string      `json:"name"`
		Version string      `json:"version,omitempty"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID string `json:"id"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID    string          `json:"ruleId"`
		Level     string          `json:"level"`
		Message   sarifText       `json:"message"`
		Locations []sarifLocation `json:"locations,omitempty"`
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
	}
	sarifPhysical struct {
		Artifact struct {
			URI string `json:"uri"`
		} `json:"artifactLocation"`
		Region struct {
			StartLine int `json:"startLine"`
		} `json:"region"`
	}
)

// writeSARIF writes what is wrong into a file: one result for each record that fails a test, and for each problem.
func (r *report) writeSARIF(path string) error {
	run := newSARIFRun()
	for _, w := range r.wrongs() {
		run.add(r.sarifResult(w))
	}
	return r.command.writeSARIF(path, run)
}

func newSARIFRun() sarifRun {
	return sarifRun{Tool: sarifTool{sarifDriver{Name: "assay", Version: buildVersion(), Rules: []sarifRule{}}}, Results: []sarifResult{}}
}

func (c *command) writeSARIF(path string, run sarifRun) error {
	log := sarifLog{Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0", Runs: []sarifRun{run}}
	text, err := json.MarshalIndent(log, "", "  ")
	if err != nil {
		return fmt.Errorf("cli: sarif: %w", err)
	}
	if !filepath.IsAbs(path) {
		path = filepath.Join(c.dir, path)
	}
	return os.WriteFile(path, append(text, '\n'), 0o666)
}

func (run *sarifRun) add(result sarifResult) {
	run.Results = append(run.Results, result)
	rule := sarifRule{result.RuleID}
	if !slices.Contains(run.Tool.Driver.Rules, rule) {
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, rule)
	}
}

func (r *report) sarifResult(w wrong) sarifResult {
	result := sarifResult{RuleID: w.rule, Level: w.level, Message: sarifText{w.title + ": " + w.text}}
	if w.at.Filename != "" {
		location := sarifLocation{}
		location.Physical.Artifact.URI = r.command.relative(w.at.Filename)
		location.Physical.Region.StartLine = w.at.Line
		result.Locations = []sarifLocation{location}
	}
	return result
}

// ruleOf is the sort of a record: which finding, or that a property is violated or unknown.
func ruleOf(r evidence.Record) string {
	if r.Finding != "" {
		return "finding/" + r.Finding
	}
	return string(r.Verdict)
}
