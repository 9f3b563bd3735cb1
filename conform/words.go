package conform

import (
	"fmt"
	"slices"
	"strings"

	"github.com/assay-dev/assay/internal/linear"
	"github.com/assay-dev/assay/trace"
)

const (
	namedMax   = 6  // operations that a sentence lists
	textLenMax = 60 // characters of one operation or value
)

// cut is a text of at most textLenMax characters. What differs in long values is mostly at their end.
func cut(s string) string {
	runes := []rune(trace.Line(s))
	if len(runes) <= textLenMax {
		return string(runes)
	}
	const head = textLenMax / 3
	return string(runes[:head]) + "…" + string(runes[len(runes)-(textLenMax-head-1):])
}

func show(s string) string { return cut(quoted(s)) }

func orNothing(raw []byte) string {
	if len(raw) == 0 {
		return "missing"
	}
	return cut(string(raw))
}

// callText is an operation, without its key: "cas 3 to 0".
func callText(o Operation) string { return cut(valueText(o.Op)) }

// operationText is an operation and its answer: "read = 3".
func operationText(o Operation) string {
	text := callText(o)
	if result, ok := o.Result.Get(); ok && result != nil {
		text += " = " + cut(valueText(result))
	}
	return text
}

// valueText is an operation or a result. A string that the package's own specifications answer is quoted, so that the empty one shows.
func valueText(v any) string {
	if s, ok := v.(string); ok {
		return quoted(s)
	}
	return trace.Format(v)
}

// when is the time of an operation: "lines 3 to 7".
func (h *History) when(o Operation) string {
	if !o.Result.IsSome() {
		return fmt.Sprintf("%s %d, never answered", h.moment(), o.Invoked)
	}
	return fmt.Sprintf("%ss %d to %d", h.moment(), o.Invoked, o.Returned)
}

// who is an operation with its process and time.
func (h *History) who(o Operation) string {
	return fmt.Sprintf("process %s %s (%s)", o.Process, operationText(o), h.when(o))
}

// said says why a history is violated: where it stops having an order, what would have fitted, and with what it clashes.
func (h *History) said(p *object, objects int) string {
	at := h.at(p, p.why.At)
	var b strings.Builder
	if objects > 1 {
		fmt.Fprintf(&b, "key %s: ", show(p.key))
	}
	if p.why.Shortest {
		fmt.Fprintf(&b, "up to %s %d there is an order, and with %s %d there is none: ", h.moment(), at.Returned-1, h.moment(), at.Returned)
	} else {
		fmt.Fprintf(&b, "at %s %d at the latest there is no order: ", h.moment(), at.Returned)
	}
	b.WriteString(h.who(at))
	b.WriteString(p.fitting())
	b.WriteString(h.clashing(p))
	b.WriteString(h.before(p))
	return b.String()
}

// at is an operation of an object in the history.
func (h *History) at(p *object, i int) Operation { return h.Operations[p.places[i]] }

// fitting says which answers would have fitted.
func (p *object) fitting() string {
	var texts []string
	for _, number := range p.why.Fits {
		texts = append(texts, cut(valueText(p.table.Value(number))))
	}
	slices.Sort(texts)
	switch n := len(texts); {
	case n == 0:
		return ""
	case !p.why.AllFits:
		return ", where " + strings.Join(texts, ", ") + " or another answer would have fitted"
	case n == 1:
		return ", where only " + texts[0] + " fits"
	default:
		return ", where only " + strings.Join(texts[:n-1], ", ") + " or " + texts[n-1] + " fit"
	}
}

// clashing says which other answers are needed for there to be no order.
func (h *History) clashing(p *object) string {
	if len(p.why.Clash) == 0 {
		if p.why.Least {
			return "; no order of the calls gives this answer, whatever the others were answered"
		}
		return ""
	}
	if !p.why.Least {
		return "" // answers that do not matter would be among them
	}
	var texts []string
	for _, i := range p.why.Clash {
		texts = append(texts, h.who(h.at(p, i)))
	}
	rest := ""
	if more := len(texts) - namedMax; more > 0 {
		texts, rest = texts[more:], fmt.Sprintf(", and %d earlier ones", more)
	}
	return "; it clashes with " + strings.Join(texts, ", ") + rest
}

// before is the end of an order of what was completed before.
func (h *History) before(p *object) string {
	const most = 4
	order := p.why.Order
	if len(order) == 0 {
		return ""
	}
	var texts []string
	for _, i := range order[max(0, len(order)-most):] {
		o := h.at(p, i)
		texts = append(texts, operationText(o)+" by "+o.Process)
	}
	how := "is"
	if len(order) > most {
		how = "ends in"
	}
	return "; an order up to there " + how + ": " + strings.Join(texts, ", ")
}

// spent says why a search did not end.
func spent(v linear.Verdict, bound string) string {
	if v == linear.OutOfMemory {
		return fmt.Sprintf("the search for an order took more than %d MB", searchBytesMax>>20)
	}
	return "the search for an order took longer than " + bound
}
