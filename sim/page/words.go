package page

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/sim"
)

// class is how a line is drawn: one look for one meaning, on every page.
func (t *track) class() string {
	_, what, _ := strings.Cut(t.name, ": ")
	switch what {
	case "came", "answered", "memory":
		return what
	case "given up":
		return "lost"
	case "tries sent", "tries of a request":
		return "tries"
	case "answered within, half of them":
		return "p50"
	case "answered within, 90 of 100":
		return "p90"
	case "answered within, 99 of 100":
		return "p99"
	case "longest queue":
		return "queue"
	case "died":
		return "lost"
	}
	return "came"
}

// label is a track's name within its panel.
func (t *track) label() string {
	switch t.class() {
	case "answered":
		return "answered (goodput)"
	case "p50":
		return "p50: half of them within"
	case "p90":
		return "p90: 90 of 100 within"
	case "p99":
		return "p99: 99 of 100 within"
	}
	return strings.TrimPrefix(t.name, t.owner+": ")
}

func (n *panel) title() string {
	if n.kind == kindTries {
		return n.owner + ": tries of a request"
	}
	return n.owner + ": " + n.kind
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
	text := map[string]string{
		kindRequests: "Well: what is answered lies on what came. Tries sent are counted at the time when their request came.",
		kindTries:    "1 is no retry. Above it, the load makes more work of the same requests.",
		kindLatency:  "From a request to its answer, by when the request came. There is no line where nothing was answered.",
		kindQueue:    "What waits to be served.",
		kindMemory:   "What the process has, mailbox and state included.",
		kindRestarts: "Crashes and kills" + p.each() + ".",
	}[n.kind]
	for _, r := range n.rulers {
		if r.out {
			text += " Above the picture: " + r.words + "."
		}
	}
	return text
}

// each is how long a column is.
func (p *Page) each() string {
	return " in each " + span(p.width*time.Duration(p.joined()))
}

// ruler is a level that the World sets, for lines to be seen against.
type ruler struct {
	at    float64
	words string
	out   bool // it lies too far above the lines
}

func (p *Page) rulers(owner, kind string) []ruler {
	w := p.results[0].World()
	for i := range w.Load {
		if l := &w.Load[i]; string(l.ID) == owner {
			return loadRulers(w, l, kind)
		}
	}
	s, known := w.Servers[assay.ID(owner)]
	if !known {
		return nil
	}
	return serverRulers(w, assay.ID(owner), s, kind)
}

func loadRulers(w sim.World, l *sim.Load, kind string) []ruler {
	switch kind {
	case kindLatency:
		if l.Timeout > 0 {
			return []ruler{{at: l.Timeout.Seconds(), words: "the timeout of one try, " + span(l.Timeout)}}
		}
	case kindRequests:
		sum := 0.
		for _, id := range l.To {
			one := capacity(w.Servers[id])
			if one == 0 {
				return nil
			}
			sum += one
		}
		if sum == 0 {
			return nil
		}
		who := string(l.To[0])
		if len(l.To) > 1 {
			who = fmt.Sprintf("all %d servers", len(l.To))
		}
		return []ruler{{at: sum, words: fmt.Sprintf("what %s can serve, %s", who, unit{1, "1/s"}.of(sum))}}
	}
	return nil
}

// capacity is how many messages a second a server can serve, or 0 where the World does not say.
func capacity(s sim.Server) float64 {
	mean := s.Service.Mean()
	if s.ServiceOf != nil || mean <= 0 {
		return 0
	}
	return float64(max(s.Lanes, 1)) / mean.Seconds()
}

// serverRulers are how much room there is, and for a queue how long it is when the wait in it is as long as its clients wait.
func serverRulers(w sim.World, id assay.ID, s sim.Server, kind string) (all []ruler) {
	switch kind {
	case kindMemory:
		if s.Memory.Limit > 0 {
			all = append(all, ruler{at: float64(s.Memory.Limit) / (1 << 20), words: "the limit, " + unitFor("MiB", float64(s.Memory.Limit)/(1<<20)).of(float64(s.Memory.Limit)/(1<<20))})
		}
	case kindQueue:
		if s.Queue.Max > 0 {
			all = append(all, ruler{at: float64(s.Queue.Max), words: fmt.Sprintf("room for %s", short(float64(s.Queue.Max)))})
		}
		var timeouts []time.Duration
		for i := range w.Load {
			if l := &w.Load[i]; l.Timeout > 0 && slices.Contains(l.To, id) && !slices.Contains(timeouts, l.Timeout) {
				timeouts = append(timeouts, l.Timeout)
			}
		}
		if at := 0.; len(timeouts) == 1 && s.Queue.Order == sim.FirstIn {
			if at = capacity(s) * timeouts[0].Seconds(); at >= 1 {
				all = append(all, ruler{at: at, words: fmt.Sprintf("behind %s a message waits longer than the timeout, %s: served for nobody", short(at), span(timeouts[0]))})
			}
		}
	}
	return all
}
