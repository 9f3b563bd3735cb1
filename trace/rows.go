package trace

import (
	"strings"
	"unicode/utf8"
)

const (
	// rowWidthMax is how wide a line may be for what a step sends to stand behind it, and not below it: a terminal.
	rowWidthMax = 80
	// sendsRoomMin is how much room there is for what is sent, however far to the right it begins.
	sendsRoomMin = 30
	sendsGap     = "  "
)

// A row is a line of a trace, and what is sent behind or below it.
type row struct{ head, words, sends string }

// opening is the row of a participant that started.
func (o Opening) row(w widths) row {
	cells := []string{strings.Repeat(" ", w.number+2), pad(startWord, w.kind), pad(idText(o.ID), w.who), ""}
	return row{strings.Join(cells, "  "), "", o.Sends}
}

func (s Step) row(n int, w widths) row { return row{s.head(n, w), s.rest(), s.Sends} }

// rows are the start and the steps.
func (t Trace) rows(w widths) (all []row) {
	for _, o := range t.Start {
		all = append(all, o.row(w))
	}
	for i, step := range t.Steps {
		all = append(all, step.row(i+1, w))
	}
	return all
}

func (r row) indent() int { return utf8.RuneCountInString(r.head) }

// beside says whether what is sent has room behind the words.
func (r row) beside() bool {
	return r.sends != "" && utf8.RuneCountInString(r.head+r.words+sendsGap+r.sends) <= rowWidthMax
}

// fitted is what is sent as far as there is room: whole, or without what is in the messages, which is told where they are delivered.
// A line of its own is worse than that.
func (r row) fitted() string {
	whole, short := r.sends, Abridged(r.sends)
	if r.beside() {
		return whole
	}
	if r.sends = short; r.beside() {
		return short
	}
	room := max(rowWidthMax-r.indent(), sendsRoomMin)
	if utf8.RuneCountInString(whole) <= room {
		return whole
	}
	if all := []rune(short); len(all) > room {
		if cut := string(all[:room-1]) + "…"; isSends(cut) { // and not in the middle of many receivers
			return cut
		}
	}
	return short
}

// lines are a row, with what is sent in its column, or nearer where it would go beyond the end, or on a line of its own.
func (r row) lines(column int) []string {
	switch {
	case r.sends == "":
		return []string{strings.TrimRight(r.head+joinSends(r.words, ""), " ")}
	case r.words == "":
		return []string{r.head + r.sends}
	case !r.beside():
		return []string{r.head + joinSends(r.words, ""), strings.Repeat(" ", r.indent()) + r.sends}
	}
	room := rowWidthMax - r.indent() - utf8.RuneCountInString(sendsGap+r.sends)
	return []string{r.head + pad(joinSends(r.words, r.sends), min(column, room)) + sendsGap + r.sends}
}

// sendsColumn is how wide the words are where what is sent stands behind them.
func (t Trace) sendsColumn(w widths) (column int) {
	for _, r := range t.rows(w) {
		if r.beside() {
			column = max(column, utf8.RuneCountInString(r.words))
		}
	}
	return column
}

// Abridged is a text without what stands in brackets in it: "-> s1: Query{…}".
func Abridged(text string) string {
	var b strings.Builder
	for rest := text; rest != ""; {
		if _, after, quoted := cutQuoted(rest); quoted {
			b.WriteString(rest[:len(rest)-len(after)])
			rest = after
			continue
		}
		if inside, after, ok := cutBrackets(rest); ok {
			b.WriteByte(rest[0])
			if inside != "" {
				b.WriteString("…")
			}
			b.WriteByte(rest[len(rest)-len(after)-1])
			rest = after
			continue
		}
		_, size := utf8.DecodeRuneInString(rest)
		b.WriteString(rest[:size])
		rest = rest[size:]
	}
	return b.String()
}

// cutBrackets is what stands between a bracket, with which s begins, and the one that closes it.
func cutBrackets(s string) (inside, after string, ok bool) {
	if !strings.ContainsAny(s[:1], "{[(") {
		return "", s, false
	}
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '"':
			if _, rest, quoted := cutQuoted(s[i:]); quoted {
				i = len(s) - len(rest) - 1
			}
		case '{', '[', '(':
			depth++
		case '}', ']', ')':
			if depth--; depth == 0 {
				return s[1:i], s[i+1:], true
			}
		}
	}
	return "", s, false
}
