package odd

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/check"
)

type payload struct{ Text string }

// String hands the text over as it is: it is not quoted.
func (p payload) String() string { return p.Text }

const (
	script  = `</script><script>window.harmed=1</script><img src=x onerror="window.harmed=2">`
	turning = "\u202Eabc\u2066def\u200Bghi\u0000\x1b[31m"
)

type (
	sender   struct{ to assay.ID }
	receiver struct{}
)

func (s sender) Start(self assay.ID) (payload, assay.Effects) {
	return payload{}, assay.Effects{assay.Send(s.to, payload{script}), assay.Send(s.to, payload{turning}), assay.Send(s.to, payload{strings.Repeat("long ", 100_000)})}
}

func (s sender) Receive(self assay.ID, st payload, from assay.ID, m payload) (payload, assay.Effects) {
	return st, nil
}

func (receiver) Start(self assay.ID) ([]payload, assay.Effects) { return nil, nil }

func (receiver) Receive(self assay.ID, st []payload, from assay.ID, m payload) ([]payload, assay.Effects) {
	return append(st[:len(st):len(st)], m), nil
}

// hostile has names and messages that try to be more than text.
func hostile() assay.System {
	const to = assay.ID(`<b/onclick="window.harmed=3">&amp;</b>`)
	return assay.System{
		Name:   "hostile",
		Actors: []assay.Participant{assay.Spawn("sender", sender{to}), assay.Spawn(to, receiver{})},
		Properties: []assay.Property{assay.Always(`<i>never</i> three`, func(v assay.View) error {
			if len(assay.StateOf[[]payload](v, to)) == 3 {
				return errors.New("three: " + script + turning)
			}
			return nil
		})},
	}
}

func TestHostile(t *testing.T) { check.Violates(t, hostile(), `<i>never</i> three`) }

// deadly ends the whole process once it gets a message.
type deadly struct{}

func (deadly) Start(self assay.ID) (int, assay.Effects) {
	return 0, assay.Effects{assay.Send(self, payload{"the end"})}
}

func (deadly) Receive(self assay.ID, st int, from assay.ID, m payload) (int, assay.Effects) {
	os.Exit(7)
	return st, nil
}

func TestDeadly(t *testing.T) {
	check.Test(t, assay.System{Name: "deadly", Actors: []assay.Participant{assay.Spawn("d", deadly{})}})
}
