package conform

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/assay-dev/assay/internal/linear"
)

const (
	rowsMax    = 12
	changesMax = 3 // of the latest operations that changed the object
)

// picture draws the operations around a violation, a row each, from left to right in the order in which they began and ended. A row
// with × is the one whose return leaves no order.
func (h *History) picture(p *object) []string {
	rows := h.around(p)
	columns := columns(p.ops, rows)
	names, nameWidth := []string{}, 0
	texts, textWidth := []string{}, 0
	for _, i := range rows {
		o := p.begun(h.at(p, i), h.at(p, p.why.At))
		names, texts = append(names, cut(o.Process)), append(texts, operationText(o))
		nameWidth, textWidth = max(nameWidth, utf8.RuneCountInString(cut(o.Process))), max(textWidth, utf8.RuneCountInString(operationText(o)))
	}
	var lines []string
	for k, i := range rows {
		mark := " "
		if i == p.why.At {
			mark = "×"
		}
		// Go pads by characters.
		lines = append(lines, fmt.Sprintf("%s %-*s  %-*s  %s", mark, nameWidth, names[k], textWidth, texts[k], bar(p.ops[i], i == p.why.At, columns, p.ops[p.why.At].Return)))
	}
	return lines
}

// begun is an operation as it was when at returned: what returned later has no answer yet.
func (p *object) begun(o, at Operation) Operation {
	if o.Result.IsSome() && o.Returned > at.Returned {
		o.Result = none
	}
	return o
}

// around are the places of the operations to draw, in the order of their calls: the one that fits no order and what it clashes with, the
// latest that changed the object, and what was in flight with it.
func (h *History) around(p *object) []int {
	at := p.why.At
	chosen := []int{at}
	take := func(places []int) {
		for _, i := range places {
			if len(chosen) < rowsMax && !slices.Contains(chosen, i) {
				chosen = append(chosen, i)
			}
		}
	}
	take(backward(p.why.Clash))
	var changed []int
	for k, does := range p.table.Changes(p.ops, p.why.Order) {
		if does {
			changed = append(changed, p.why.Order[k])
		}
	}
	take(backward(changed[max(0, len(changed)-changesMax):]))
	var beside []int
	for i, o := range p.ops {
		if o.Call <= p.ops[at].Return && o.Return >= p.ops[at].Call {
			beside = append(beside, i)
		}
	}
	take(backward(beside))
	slices.SortFunc(chosen, func(a, b int) int { return cmp.Compare(p.ops[a].Call, p.ops[b].Call) })
	return chosen
}

func backward(places []int) []int {
	places = slices.Clone(places)
	slices.Reverse(places)
	return places
}

// columns numbers the moments at which one of the operations began or ended, up to the last return that is drawn.
func columns(ops []linear.Operation, rows []int) map[int64]int {
	var moments []int64
	for _, i := range rows {
		moments = append(moments, ops[i].Call)
		if ops[i].Return != linear.Never {
			moments = append(moments, ops[i].Return)
		}
	}
	slices.Sort(moments)
	columns := map[int64]int{}
	for k, at := range slices.Compact(moments) {
		columns[at] = k
	}
	return columns
}

// bar is the time that an operation took, cut off at the moment end.
func bar(o linear.Operation, marked bool, columns map[int64]int, end int64) string {
	const wide = 3
	from, to, tip := columns[o.Call], columns[end]+1, ">"
	if o.Return <= end {
		to, tip = columns[o.Return], "|"
	}
	line := "-"
	if marked {
		line = "="
	}
	return strings.Repeat(" ", wide*from) + "|" + strings.Repeat(line, wide*(to-from)-1) + tip
}
