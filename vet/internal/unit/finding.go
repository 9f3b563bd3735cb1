package unit

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// Finding is one diagnostic, as the -json form of go vet has it.
type Finding struct {
	Package  string    `json:"-"`
	Analyzer string    `json:"-"`
	Posn     string    `json:"posn"` // file:line:column
	Message  string    `json:"message"`
	Category string    `json:"category"`
	Fixes    []Fix     `json:"suggested_fixes"`
	Related  []Related `json:"related"`
}

// Fix is a change that would mend a finding.
type Fix struct {
	Message string `json:"message"`
	Edits   []Edit `json:"edits"`
}

// Edit replaces the bytes from Start to End of a file.
type Edit struct {
	Filename string `json:"filename"`
	Start    int    `json:"start"`
	End      int    `json:"end"`
	New      string `json:"new"`
}

// Related is another place that a finding is about.
type Related struct {
	Posn    string `json:"posn"`
	Message string `json:"message"`
}

// Place is the file, line and column of a finding.
func (f Finding) Place() (file string, line, column int) { return SplitPosn(f.Posn) }

// SplitPosn takes file:line:column apart. A file's name may hold colons.
func SplitPosn(posn string) (file string, line, column int) {
	rest, last, ok := cutLast(posn)
	if !ok {
		return posn, 0, 0
	}
	file, middle, ok := cutLast(rest)
	if !ok {
		return rest, last, 0
	}
	return file, middle, last
}

func cutLast(text string) (before string, number int, ok bool) {
	at := strings.LastIndexByte(text, ':')
	if at < 0 {
		return text, 0, false
	}
	number, err := strconv.Atoi(text[at+1:])
	return text[:at], number, err == nil
}

// Read reads the trees that go vet -json prints, each finding once, in the order of places: a package and its variant for tests hold
// the same files. Lines that begin with # are the go command's own.
func Read(text string) ([]Finding, error) {
	var kept strings.Builder
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "#") {
			kept.WriteString(line)
		}
	}
	decoder := json.NewDecoder(strings.NewReader(kept.String()))
	var found []Finding
	for {
		var tree map[string]map[string]json.RawMessage
		if err := decoder.Decode(&tree); err == io.EOF {
			return sorted(found), nil
		} else if err != nil {
			return nil, fmt.Errorf("unit: what go vet printed is no JSON: %w", err)
		}
		for pkg, analyzers := range tree {
			for name, raw := range analyzers {
				some, err := readFindings(pkg, name, raw)
				if err != nil {
					return nil, err
				}
				found = append(found, some...)
			}
		}
	}
}

// readFindings reads what one analyzer says of one package: findings, or the error with which it stopped.
func readFindings(pkg, analyzer string, raw json.RawMessage) ([]Finding, error) {
	var some []Finding
	if err := json.Unmarshal(raw, &some); err != nil {
		var failed struct {
			Error string `json:"error"`
		}
		if json.Unmarshal(raw, &failed) == nil && failed.Error != "" {
			return nil, fmt.Errorf("unit: %s stopped on %s: %s", analyzer, pkg, failed.Error)
		}
		return nil, fmt.Errorf("unit: %s on %s answered %s, expected a list of findings", analyzer, pkg, raw)
	}
	for i := range some {
		some[i].Package, some[i].Analyzer = pkg, analyzer
	}
	return some, nil
}

func sorted(found []Finding) []Finding {
	slices.SortStableFunc(found, func(a, b Finding) int {
		fileA, lineA, columnA := a.Place()
		fileB, lineB, columnB := b.Place()
		return cmp.Or(cmp.Compare(fileA, fileB), cmp.Compare(lineA, lineB), cmp.Compare(columnA, columnB),
			cmp.Compare(a.Analyzer, b.Analyzer), cmp.Compare(a.Message, b.Message), cmp.Compare(a.Package, b.Package))
	})
	return slices.CompactFunc(found, func(a, b Finding) bool {
		return a.Posn == b.Posn && a.Analyzer == b.Analyzer && a.Category == b.Category && a.Message == b.Message
	})
}
