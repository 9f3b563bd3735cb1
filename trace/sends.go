package trace

import (
	"fmt"
	"strings"

	"github.com/assay-dev/assay"
)

// Opening is what one participant sent when it started.
type Opening struct {
	ID    assay.ID `json:"id"`
	Sends string   `json:"sends"` // "-> lock: Acquire"
}

const (
	startWord = "start"
	sendsWord = "->"
	// sendsSeparator stands between two messages that one step sends.
	sendsSeparator = "; "
)

// Sending is in words that a message is sent, as it stands behind a step: "-> s1, s2: Query{ID: c0#0}".
func Sending(message string, to ...assay.ID) string {
	ids := make([]string, len(to))
	for i, id := range to {
		ids[i] = receiverText(id)
	}
	return sendsWord + " " + strings.Join(ids, ", ") + ": " + message
}

// receiverText is an ID as a word that ends where a comma or a colon begins.
func receiverText(id assay.ID) string {
	if plainReceiver(string(id)) {
		return string(id)
	}
	return quote(string(id))
}

// plainReceiver is narrower than plainID, so that "Shipped -> shop, {Rows: []}" is not taken for two receivers.
func plainReceiver(s string) bool { return plainID(s) && !strings.ContainsAny(s, ",:;{}[]") }

// isSends says whether a text begins as Sending does.
func isSends(s string) bool {
	rest, ok := strings.CutPrefix(s, sendsWord+" ")
	for ok {
		if rest, ok = cutReceiver(rest); !ok {
			return false
		}
		if rest == ":" || strings.HasPrefix(rest, ": ") {
			return true
		}
		rest, ok = strings.CutPrefix(rest, ", ")
	}
	return false
}

func cutReceiver(s string) (rest string, ok bool) {
	if strings.HasPrefix(s, `"`) {
		_, rest, ok = cutQuoted(s)
		return rest, ok
	}
	end := strings.IndexAny(s, ",: ")
	if end < 0 {
		return s, false
	}
	return s[end:], plainReceiver(s[:end])
}

// sendsLine is what is sent as one line. A text that names no receivers is none, since it would be taken for the message.
func sendsLine(s string) string {
	if s = Line(s); isSends(s) {
		return s
	}
	return ""
}

// joinSends is the words before what a step sends. Where something in them would be taken for it a backslash is put before.
func joinSends(words, sends string) string {
	behind := strings.TrimRight(" "+sends, " ")
	for i := len(words) - 1; i >= 0; i-- { // from the end, so that what is looked at from here is what will be read
		if (i == 0 || words[i-1] == ' ') && isSends(strings.TrimLeft(words[i:]+behind, `\`)) {
			words = words[:i] + `\` + words[i:]
		}
	}
	return words
}

// splitSends takes apart what joinSends joined.
func splitSends(line string) (words, sends string) {
	var b strings.Builder
	for i := range len(line) {
		if (i == 0 || line[i-1] == ' ') && isSends(strings.TrimLeft(line[i:], `\`)) {
			if line[i] != '\\' {
				return strings.TrimSpace(b.String()), line[i:]
			}
			continue // without the backslash
		}
		b.WriteByte(line[i])
	}
	return b.String(), ""
}

// cutStart reads a line such as "start  client0  -> lock: Acquire".
func cutStart(line string) (o Opening, ok bool) {
	word, rest := cutWord(line)
	if word != startWord {
		return o, false
	}
	if o.ID, rest, ok = cutID(rest); !ok {
		return o, false
	}
	o.Sends = sendsLine(rest)
	return o, o.Sends != ""
}

// cleanStart are the openings that are printed.
func cleanStart(start []Opening) []Opening {
	var all []Opening
	for _, o := range start {
		if o.Sends = sendsLine(o.Sends); o.Sends != "" {
			all = append(all, o)
		}
	}
	return all
}

// addSends goes on with what the step or the start before it sends.
func (p *parser) addSends(line string) error {
	sends := sendsLine(line)
	if sends == "" {
		return fmt.Errorf("%q does not say what is sent to whom\nhint: write %q", cut(line), Sending("Granted", "client0"))
	}
	var before *string
	switch steps, start := len(p.trace.Steps), len(p.trace.Start); {
	case len(p.trace.Final) > 0 || steps+start == 0:
		return fmt.Errorf("%q is behind no step\nhint: what a step sends stands behind or below it", cut(line))
	case steps > 0:
		before = &p.trace.Steps[steps-1].Sends
	default:
		before = &p.trace.Start[start-1].Sends
	}
	if *before != "" {
		sends = *before + sendsSeparator + sends
	}
	*before = sends
	return nil
}
