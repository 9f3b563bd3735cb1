package cli

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/assay-dev/assay/vet"
)

// explainText is every word of a report and what it means. A line "# verdicts" begins a sort of words, a line "== holds pass" a
// word and its other names; the paragraphs below it are what is printed.
//
//go:embed explain.txt
var explainText string

// entry is one word of explainText.
type entry struct {
	sort  string
	names []string // the first is the word itself
	text  string
}

func words() []entry {
	var all []entry
	sort := ""
	for line := range strings.Lines(explainText) {
		line = strings.TrimRight(line, "\n")
		if name, ok := strings.CutPrefix(line, "# "); ok {
			sort = name
		} else if names, ok := strings.CutPrefix(line, "== "); ok {
			all = append(all, entry{sort: sort, names: strings.Fields(names)})
		} else if len(all) > 0 {
			all[len(all)-1].text += line + "\n"
		}
	}
	return all
}

func (c *command) explain(args []string) int {
	all := words()
	if len(args) == 0 {
		fmt.Fprint(c.stdout, wordList(all))
		return exitHolds
	}
	word := strings.ToLower(strings.Join(args, ""))
	for _, e := range all {
		if slices.ContainsFunc(e.names, func(name string) bool { return strings.EqualFold(name, word) }) {
			fmt.Fprintf(c.stdout, "%s (%s)\n\n%s\n", e.names[0], e.sort, strings.TrimSpace(e.text))
			if text, ok := vet.Explain(e.names[0]); ok {
				fmt.Fprintf(c.stdout, "\n%s\n", strings.TrimSpace(text))
			}
			return exitHolds
		}
	}
	if text, ok := vet.Explain(word); ok {
		fmt.Fprintln(c.stdout, strings.TrimSpace(text))
		return exitHolds
	}
	return c.fail(unknownWord(strings.Join(args, " "), word, all))
}

func unknownWord(said, word string, all []entry) error {
	var names []string
	for _, e := range all {
		names = append(names, e.names...)
	}
	var words []string
	for _, e := range all {
		words = append(words, e.names[0])
	}
	for _, name := range vet.Names() {
		if !slices.Contains(words, name) {
			names, words = append(names, name), append(words, name)
		}
	}
	hint := "assay explain"
	if near := nearest(word, names); near != "" {
		hint += " " + near
	}
	return &problem{fmt.Sprintf("there is no word %q; there are: %s", said, strings.Join(words, ", ")), hint}
}

// wordList is all words by their sort.
func wordList(all []entry) string {
	var b strings.Builder
	b.WriteString("assay explain WORD says what a word of a report means:\n")
	sort := ""
	for _, e := range all {
		if e.sort != sort {
			sort = e.sort
			fmt.Fprintf(&b, "\n  %-12s", sort)
		}
		b.WriteString(" " + e.names[0])
	}
	fmt.Fprintf(&b, "\n  %-12s %s\n", "analyzers", strings.Join(vet.Names(), " "))
	return b.String()
}
