package trace

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/assay-dev/assay"
)

// Line makes one line of any text: white space is folded to single blanks, and what does not show itself (control characters,
// marks that turn the direction of writing, bytes that are no text) is escaped. Line(Line(s)) is Line(s).
func Line(s string) string {
	var b strings.Builder
	blank := false
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if unicode.IsSpace(r) {
			blank = b.Len() > 0
			i += size
			continue
		}
		if blank {
			b.WriteByte(' ')
			blank = false
		}
		switch {
		case r == utf8.RuneError && size <= 1:
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case unicode.IsPrint(r):
			b.WriteRune(r)
		case r > 0xffff:
			fmt.Fprintf(&b, `\U%08x`, r)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
		i += size
	}
	return b.String()
}

// stateWord stands where an ID does for the state of a Machine, which has none.
const stateWord = "state"

// idText is an ID as a word: quoted if it could be taken for anything else.
func idText(id assay.ID) string {
	if plainID(string(id)) {
		return string(id)
	}
	return quote(string(id))
}

// quote is s in Go's quotation marks, and such that Line leaves it alone: of several blanks all but the first are escaped.
func quote(s string) string {
	q := strconv.Quote(s)
	if !strings.Contains(q, "  ") {
		return q
	}
	var b strings.Builder
	for i := range len(q) {
		if i > 0 && q[i] == ' ' && q[i-1] == ' ' {
			b.WriteString(`\x20`)
		} else {
			b.WriteByte(q[i])
		}
	}
	return b.String()
}

func plainID(s string) bool {
	if s == "" || s == stateWord || s[0] == '#' || strings.ContainsAny(s, "\"=\\()") || strings.Contains(s, "->") {
		return false
	}
	if strings.HasPrefix(s, titleWord) || strings.HasPrefix(s, replayWord) {
		return false
	}
	return Line(s) == s && !strings.Contains(s, " ")
}

// cutID reads an ID from the start of s. A bare one ends before white space or an arrow.
func cutID(s string) (id assay.ID, rest string, ok bool) {
	if strings.HasPrefix(s, `"`) {
		return cutQuoted(s)
	}
	end := strings.IndexFunc(s, unicode.IsSpace)
	if end < 0 {
		end = len(s)
	}
	if arrow := strings.Index(s[:end], "->"); arrow >= 0 {
		end = arrow
	}
	return assay.ID(s[:end]), s[end:], plainID(s[:end])
}

func cutQuoted(s string) (assay.ID, string, bool) {
	quoted, err := strconv.QuotedPrefix(s)
	if err != nil {
		return "", s, false
	}
	id, err := strconv.Unquote(quoted)
	return assay.ID(id), s[len(quoted):], err == nil
}

// cutStateID reads `client0=` from the start of s.
func cutStateID(s string) (id assay.ID, rest string, ok bool) {
	if strings.HasPrefix(s, `"`) {
		id, rest, ok = cutQuoted(s)
		return id, strings.TrimPrefix(rest, "="), ok && strings.HasPrefix(rest, "=")
	}
	end := strings.IndexAny(s, " =")
	if end < 0 || s[end] != '=' {
		return "", s, false
	}
	if s[:end] == stateWord {
		return "", s[end+1:], true
	}
	return assay.ID(s[:end]), s[end+1:], plainID(s[:end])
}

// withNote puts a note in parentheses behind a text. An empty pair is added where the text's own end would be taken for a note.
func withNote(text, sep, note string) string {
	if note == "" {
		if own, _ := splitNote(text); own == text {
			return text
		}
	}
	if text == "" {
		return "(" + note + ")"
	}
	return text + sep + "(" + note + ")"
}

// splitNote finds the note at the end of a text: balanced parentheses after white space.
func splitNote(text string) (before, note string) {
	if !strings.HasSuffix(text, ")") {
		return text, ""
	}
	depth := 0
	for i := len(text) - 1; i >= 0; i-- {
		switch text[i] {
		case ')':
			depth++
		case '(':
			depth--
		}
		if depth > 0 {
			continue
		}
		if i > 0 && text[i-1] != ' ' {
			return text, ""
		}
		return strings.TrimSpace(text[:i]), strings.TrimSpace(text[i+1 : len(text)-1])
	}
	return text, ""
}

// noteLine is Line for a text that will stand in parentheses: those in it are balanced, or escaped.
func noteLine(s string) string {
	s = Line(s)
	depth := 0
	for _, c := range []byte(s) {
		switch c {
		case '(':
			depth++
		case ')':
			depth--
		}
		if depth < 0 {
			break
		}
	}
	if depth == 0 {
		return s
	}
	return strings.NewReplacer("(", `\x28`, ")", `\x29`).Replace(s)
}

// stateLine is Line for the text of a state: nothing in it looks as if the next state began there, alone or together with what
// follows (an open quotation mark would reach into the next state).
func stateLine(s string) string {
	s = Line(s)
	for {
		at := stateBreak(s)
		if at < 0 {
			return s
		}
		s = s[:at] + `\` + s[at:]
	}
}

// stateBreak is where a backslash has to stand in the text of a state, or -1.
func stateBreak(s string) int {
	for i := 1; i < len(s); i++ {
		if s[i-1] != ' ' {
			continue
		}
		if _, rest, ok := cutStateID(s[i:]); ok {
			return len(s) - len(rest) - 1
		}
		if s[i] != '"' {
			continue
		}
		if _, err := strconv.QuotedPrefix(s[i:]); err != nil {
			return i
		}
	}
	return -1
}
