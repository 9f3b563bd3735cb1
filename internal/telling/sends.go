package telling

import (
	"slices"
	"strings"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/internal/step"
	"github.com/assay-dev/assay/trace"
)

// sendsLenMax is how long the text of what a step sends may be: a trace shows less.
const sendsLenMax = 400

// Start is what was sent before the first step: what is in flight where it begins.
func Start(sys *step.System, st step.State) (all []trace.Opening) {
	p, by := teller{sys}, make([][]step.Send, len(sys.Actors))
	for to, inbox := range st.Inboxes {
		for _, e := range inbox {
			if from, _, ok := sys.OfKind(e, nil); ok {
				by[from] = append(by[from], step.Send{To: to, Envelope: e})
			}
		}
	}
	for from, sends := range by {
		if len(sends) > 0 {
			all = append(all, trace.Opening{ID: sys.Actors[from].ID, Sends: p.sendsText(sends)})
		}
	}
	return all
}

// sends is what a step's handler sent.
func (p teller) sends(s step.Step) string {
	switch {
	case s.Dead() || s.Kind == step.Lie:
		return ""
	case s.Reaction != nil:
		return p.sendsText(s.Reaction.Sends)
	}
	var sends []step.Send
	for _, post := range s.Posts { // of a step that was torn
		for _, e := range post.Sent {
			sends = append(sends, step.Send{To: post.To, Envelope: e})
		}
	}
	return p.sendsText(sends)
}

// letter is all that those who are in to are sent.
type letter struct {
	texts []string
	to    []assay.ID
}

// sendsText says for each receiver what it is sent, those that are sent the same together.
func (p teller) sendsText(sends []step.Send) string {
	var letters []letter
	for _, send := range sends {
		_, message, _ := p.sys.OfKind(send.Envelope, nil)
		text, to := trace.Format(p.sys.Fresh(message)), p.sys.Actors[send.To].ID
		at := slices.IndexFunc(letters, func(l letter) bool { return l.to[0] == to })
		if at < 0 {
			at, letters = len(letters), append(letters, letter{to: []assay.ID{to}})
		}
		letters[at].texts = append(letters[at].texts, text)
	}
	var parts []string
	for _, l := range together(letters) {
		parts = append(parts, trace.Sending(strings.Join(l.texts, ", "), l.to...))
	}
	text := strings.Join(parts, "; ")
	if all := []rune(text); len(all) > sendsLenMax {
		return string(all[:sendsLenMax-1]) + "…"
	}
	return text
}

// together makes one letter of those that say the same.
func together(letters []letter) (all []letter) {
	for _, l := range letters {
		at := slices.IndexFunc(all, func(other letter) bool { return slices.Equal(other.texts, l.texts) })
		if at < 0 {
			all = append(all, l)
			continue
		}
		all[at].to = append(all[at].to, l.to...)
	}
	return all
}
