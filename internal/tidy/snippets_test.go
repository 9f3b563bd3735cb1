package tidy

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
)

// snippet is a fenced block of a page.
var snippet = regexp.MustCompile("(?ms)^```([a-z]*)\n(.*?)^```$")

// teaching says whether a page shows code of this repository as it is. A decision, or the report of a trial, is of its day.
func teaching(page string) bool {
	return strings.HasPrefix(page, "docs/") && !strings.HasPrefix(page, "docs/decisions/") && !strings.HasPrefix(page, "docs/trials/")
}

// snippetsAreCode wants the Go of each page in a file that compiles, or in what assay init writes, so that no page falls behind it. The
// parts of a snippet, which empty lines separate, stand in one file, each in one piece. Comments are left out of the comparison.
func snippetsAreCode(h *house) (complaints []string) {
	sources := h.codeLines()
	for _, page := range h.pages() {
		for _, match := range snippet.FindAllStringSubmatch(string(page.source), -1) {
			if !teaching(page.path) || match[1] != "go" {
				continue
			}
			parts := snippetParts(match[2])
			if !slices.ContainsFunc(sources, func(lines []string) bool { return containsAll(lines, parts) }) {
				complaints = append(complaints, fmt.Sprintf("%s: no Go file has the snippet that begins %q", page.path, strings.SplitN(match[2], "\n", 2)[0]))
			}
		}
	}
	return complaints
}

// codeLines are the lines of each file of Go, and of what is copied into files of Go.
func (h *house) codeLines() (sources [][]string) {
	for _, f := range h.files {
		if f.syntax != nil || strings.HasSuffix(f.path, ".go.txt") {
			sources = append(sources, codeOnly(string(f.source)))
		}
	}
	return sources
}

// snippetParts are the parts of a snippet, each as its lines.
func snippetParts(text string) (parts [][]string) {
	for part := range strings.SplitSeq(text, "\n\n") {
		if lines := codeOnly(part); len(lines) > 0 {
			parts = append(parts, lines)
		}
	}
	return parts
}

// codeOnly are the lines of code, their indentation and comments left out. A directive is code.
func codeOnly(text string) (lines []string) {
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line != "" && (!strings.HasPrefix(line, "//") || strings.HasPrefix(line, "//assay:")) {
			lines = append(lines, strings.Join(strings.Fields(comment.ReplaceAllString(line, "")), " "))
		}
	}
	return lines
}

// comment is one at the end of a line of code.
var comment = regexp.MustCompile(`\s+// .*$`)

// containsAll says whether each of the parts stands in lines.
func containsAll(lines []string, parts [][]string) bool {
	for _, part := range parts {
		if !containsLines(lines, part) {
			return false
		}
	}
	return len(parts) > 0
}

func containsLines(lines, part []string) bool {
	for i := 0; i+len(part) <= len(lines); i++ {
		if slices.Equal(lines[i:i+len(part)], part) {
			return true
		}
	}
	return false
}

// tracesAreGolden wants each counterexample of a page, or its beginning, in a golden file, or in what a test of the command or an
// Example expects. The states after the steps, and the digest of the name, may be left out.
func tracesAreGolden(h *house) (complaints []string) {
	golden := h.goldenTexts()
	for _, page := range h.pages() {
		for _, match := range snippet.FindAllStringSubmatch(string(page.source), -1) {
			if !teaching(page.path) || match[1] != "" {
				continue
			}
			for _, text := range shownTraces(match[2]) {
				if !slices.ContainsFunc(golden, func(g string) bool { return strings.Contains(g, text) }) {
					complaints = append(complaints, fmt.Sprintf("%s: no golden file has the counterexample %q", page.path, strings.SplitN(text, "\n", 2)[0]))
				}
			}
		}
	}
	return complaints
}

var (
	headOfTrace = regexp.MustCompile(`: violated after \d+ steps?( \(.*\))?$`)
	stepOfTrace = regexp.MustCompile(`^(\d+  [a-z]+|start|->) `)
)

// shownTraces are the counterexamples in a block: their first line and their steps, indentation left out.
func shownTraces(block string) (traces []string) {
	var trace []string
	for line := range strings.Lines(block + "\n") {
		line = strings.TrimSpace(line)
		switch {
		case headOfTrace.MatchString(line):
			trace = []string{line}
		case len(trace) > 0 && stepOfTrace.MatchString(line):
			trace = append(trace, line)
		case len(trace) > 0:
			traces, trace = append(traces, strings.Join(trace, "\n")), nil
		}
	}
	return traces
}

// goldenTexts are the files that hold counterexamples, indentation left out.
func (h *house) goldenTexts() (texts []string) {
	_ = fs.WalkDir(h.root, ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil || d.IsDir() && strings.HasPrefix(d.Name(), ".") && p != ".":
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(p, ".trace") && !strings.Contains(p, "testdata/script/") && !strings.HasSuffix(p, "_test.go"):
			return nil
		}
		source, err := fs.ReadFile(h.root, p)
		if err != nil {
			return err
		}
		var lines []string
		for line := range strings.Lines(string(source)) {
			lines = append(lines, strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(line), "//")))
		}
		texts = append(texts, strings.Join(lines, "\n"))
		return nil
	})
	return texts
}
