package report

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/assay-dev/assay/evidence"
)

// Result is one thing that is wrong, for tools that show it beside the code.
type Result struct {
	Rule  string // its sort: "violated", "finding/pure", the name of an analyzer
	Level string // "error", "warning" or "note", as SARIF has them
	Title string
	Text  string
	At    *evidence.Place // nil where it is not known
}

// Results are the records that fail a test, and the problems.
func (r Report) Results() (all []Result) {
	for _, record := range r.Records {
		if !record.Fails() {
			continue
		}
		level := "error"
		if record.Verdict == evidence.Unknown {
			level = "warning"
		}
		text := cmp.Or(record.Why, string(record.Verdict))
		if record.Trace != nil {
			text += "\n" + strings.TrimRight(record.Trace.String(), "\n")
		} else if len(record.Picture) > 0 {
			text += "\n" + strings.Join(record.Picture, "\n")
		}
		all = append(all, Result{Rule: ruleOf(record), Level: level, Title: Title(record), Text: text, At: record.At})
	}
	for _, p := range r.Problems {
		all = append(all, Result{Rule: "problem", Level: "error", Title: cmp.Or(p.Package, "assay"), Text: p.Text, At: p.At})
	}
	return all
}

// ruleOf is the sort of a record: which finding, or that a property is violated or unknown.
func ruleOf(r evidence.Record) string {
	if r.Finding != "" {
		return "finding/" + r.Finding
	}
	return string(r.Verdict)
}

// Title is what a record is about, and its verdict, on one line.
func Title(r evidence.Record) string {
	name := r.Property
	if r.Finding != "" {
		name = strings.TrimSpace(name + " " + r.Finding)
	}
	return strings.TrimPrefix(fmt.Sprintf("%s: %s: %s", r.System, name, verdictWords(r)), ": ")
}

// annotationsMax is how many annotations GitHub shows for one step.
const annotationsMax = 10

// Annotations are what is wrong as lines that GitHub Actions shows beside the code: those that fail first, and at most ten.
func Annotations(results []Result) (lines []string) {
	sorted := slices.SortedStableFunc(slices.Values(results), func(a, b Result) int {
		return strings.Compare(a.Level, b.Level) // "error", "note", "warning"
	})
	for _, r := range sorted {
		if r.Level == "note" || len(lines) == annotationsMax {
			continue
		}
		place := ""
		if r.At != nil {
			place = fmt.Sprintf("file=%s,line=%d,", escapeProperty(r.At.File), r.At.Line)
		}
		lines = append(lines, fmt.Sprintf("::error %stitle=%s::%s", place, escapeProperty(cmp.Or(r.Title, r.Rule)), escapeData(r.Text)))
	}
	return lines
}

// The escapes of GitHub's workflow commands.
func escapeData(text string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(text)
}

func escapeProperty(text string) string {
	return strings.NewReplacer(":", "%3A", ",", "%2C").Replace(escapeData(text))
}

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
		RuleIndex int             `json:"ruleIndex"`
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

// SARIF writes results as one SARIF 2.1.0 log.
func SARIF(w io.Writer, version string, results []Result) error {
	run := sarifRun{Tool: sarifTool{sarifDriver{Name: "assay", Version: version, Rules: []sarifRule{}}}, Results: []sarifResult{}}
	for _, r := range results {
		run.add(r)
	}
	log := sarifLog{Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0", Runs: []sarifRun{run}}
	text, err := json.MarshalIndent(log, "", "  ")
	if err != nil {
		return fmt.Errorf("report: SARIF: %w", err)
	}
	return written(w, append(text, '\n'))
}

func (run *sarifRun) add(r Result) {
	rule := sarifRule{r.Rule}
	at := slices.Index(run.Tool.Driver.Rules, rule)
	if at < 0 {
		at, run.Tool.Driver.Rules = len(run.Tool.Driver.Rules), append(run.Tool.Driver.Rules, rule)
	}
	text := r.Text
	if r.Title != "" {
		text = r.Title + ": " + text
	}
	result := sarifResult{RuleID: r.Rule, RuleIndex: at, Level: r.Level, Message: sarifText{text}}
	if r.At != nil && r.At.Line > 0 {
		location := sarifLocation{}
		location.Physical.Artifact.URI = uriOf(r.At.File)
		location.Physical.Region.StartLine = r.At.Line
		result.Locations = []sarifLocation{location}
	}
	run.Results = append(run.Results, result)
}

// uriOf is a path as a reference to a URI: what a path may hold and a reference may not is escaped.
func uriOf(file string) string {
	var b strings.Builder
	for _, c := range []byte(file) {
		plain := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._~/", c) >= 0
		if plain {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

func written(w io.Writer, text []byte) error {
	if _, err := w.Write(text); err != nil {
		return fmt.Errorf("report: it could not be written: %w", err)
	}
	return nil
}
