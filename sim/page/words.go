package page

import (
	"strings"
	"time"
)

// label is a track's name within its panel.
func (t *track) label() string {
	if t.Label != "" {
		return t.Label
	}
	return strings.TrimPrefix(t.Name, t.Owner+": ")
}

func (n *panel) title() string {
	if n.kind == Tries {
		return n.owner + ": tries of a request"
	}
	return n.owner + ": " + string(n.kind)
}

// axis says what the numbers at the side are.
func (n *panel) axis() string {
	switch n.unit.name {
	case "1/s":
		return "per second"
	case "per request":
		return "how often each was sent"
	case "messages":
		return "messages, the most at one time"
	case "restarts":
		return "deaths of the process"
	}
	return "in " + n.unit.name
}

// how tells how to read a panel, and what of the rulers is not in it.
func (n *panel) how(p *Page) string {
	text := map[Kind]string{
		Requests: "Well: what is answered lies on what came. Tries sent are counted at the time when their request came.",
		Tries:    "1 is no retry. Above it, the load makes more work of the same requests.",
		Latency:  "From a request to its answer, by when the request came. There is no line where nothing was answered.",
		Queue:    "What waits to be served.",
		Memory:   "What the process has, mailbox and state included.",
		Restarts: "Crashes and kills" + p.each() + ".",
	}[n.kind]
	for _, r := range n.rulers {
		if r.out {
			text += " Above the picture: " + r.Words + "."
		}
	}
	return text
}

// each is how long a column is.
func (p *Page) each() string {
	return " in each " + Span(p.width*time.Duration(p.joined()))
}
