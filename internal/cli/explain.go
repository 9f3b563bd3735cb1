package cli

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/assay-dev/assay/internal/spelling"
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
	said := strings.Join(args, " ")
	if e, ok := lookUp(all, said); ok {
		fmt.Fprintf(c.stdout, "%s (%s)\n\n%s\n", e.names[0], e.sort, strings.TrimSpace(e.text))
		if text, ok := vet.Explain(e.names[0]); ok {
			fmt.Fprintf(c.stdout, "\n%s\n", strings.TrimSpace(text))
		}
		return exitHolds
	}
	if text, ok := vet.Explain(squeezed(said)); ok {
		fmt.Fprintln(c.stdout, strings.TrimSpace(text))
		return exitHolds
	}
	return c.fail(unknownWord(said, all))
}

// lookUp finds a word in whatever way a report prints it: in capitals, with blanks or hyphens, of one or of many.
func lookUp(all []entry, said string) (entry, bool) {
	word := squeezed(said)
	for _, form := range []string{word, strings.TrimSuffix(word, "s"), strings.TrimSuffix(word, "es"), word + "s"} {
		for _, e := range all {
			if slices.ContainsFunc(e.names, func(name string) bool { return squeezed(name) == form }) {
				return e, true
			}
		}
	}
	return entry{}, false
}

// squeezed is a word in small letters, and nothing between them.
func squeezed(word string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, word)
}

// nearWords is how many words are offered for one that there is not.
const nearWords = 3

func unknownWord(said string, all []entry) error {
	word := squeezed(said)
	shown := map[string]string{} // the word of the entry, by each of its names
	var names []string
	for _, e := range all {
		for _, name := range e.names {
			names, shown[name] = append(names, name), e.names[0]
		}
	}
	for _, name := range vet.Names() {
		if shown[name] == "" {
			names, shown[name] = append(names, name), name
		}
	}
	slices.SortStableFunc(names, func(a, b string) int {
		return spelling.Distance(word, squeezed(a)) - spelling.Distance(word, squeezed(b))
	})
	var near []string
	for _, name := range names {
		if !slices.Contains(near, shown[name]) && len(near) < nearWords {
			near = append(near, shown[name])
		}
	}
	return &problem{fmt.Sprintf("there is no word %q; the nearest are %s", said, strings.Join(near, ", ")), "assay explain lists all"}
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
