package check

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/internal/step"
	"github.com/assay-dev/assay/internal/telling"
	"github.com/assay-dev/assay/trace"
)

// kept says whether a participant has kept the contract that a property holds it to.
func (w *view) kept(p assay.Property) error {
	i := w.actor(p.Participant)
	w.read(readLocal, i)
	breach, broken := w.reads.sys.Breached(i, w.reads.net.Local(w.v, i), p.Name)
	if !broken {
		return nil
	}
	return errors.New(breachText(p.Participant, breach))
}

// breachText says what was done, and what the contract allows there.
func breachText(id assay.ID, b step.Breach) string {
	did := fmt.Sprintf("%s sends %s", id, telling.SentText(b.Sends))
	switch {
	case b.Given != nil:
		did = fmt.Sprintf("%s answers %s from %s with %s", id, trace.Format(b.Given), b.From, telling.SentText(b.Sends))
	case b.Kind != step.Lie:
		did += " on a " + b.Kind.String()
	}
	if len(b.States) == 0 {
		return did + ", which its contract does not allow"
	}
	var states, allowed []string
	for i, state := range b.States {
		states = append(states, trace.FormatState(state))
		for _, way := range b.Allowed[i] {
			if text := telling.SentText(way); !slices.Contains(allowed, text) {
				allowed = append(allowed, text)
			}
		}
	}
	where := "; its contract stands at " + strings.Join(states, " or ")
	switch {
	case len(allowed) > 0:
		return did + where + " and allows " + strings.Join(allowed, ", or ")
	case b.Given != nil:
		return fmt.Sprintf("%s was sent %s by %s%s and allows no reaction to it", id, trace.Format(b.Given), b.From, where)
	}
	return did + where + " and allows nothing unprompted"
}

// contractText names a contract as evidence does.
func (p *pass) contractText(c *assay.ContractBehaviour) string {
	text, comparable := p.sys.ContractText(c, trace.Format)
	if !comparable {
		text += evidence.Incomparable
	}
	return text
}

// assumedContracts are the participants of which nothing is known but what a contract says.
func (p *pass) assumedContracts() []evidence.Entry {
	var all []evidence.Entry
	for _, a := range p.sys.Actors {
		if a.Behaviour.Contract != nil {
			all = append(all, evidence.Entry{Name: evidence.ContractOf + string(a.ID), Value: p.contractText(a.Behaviour.Contract)})
		}
	}
	return all
}

// assumedProgress is what a property about progress assumes of them beside.
func (p *pass) assumedProgress() []evidence.Entry {
	var all []evidence.Entry
	for _, a := range p.sys.Actors {
		if a.Behaviour.Contract != nil {
			all = append(all, evidence.Entry{Name: "progress of " + string(a.ID), Value: "it reacts to every message in the end, which no contract promises"})
		}
	}
	return all
}

// guarantee is the contract that a property holds a participant to.
func (p *pass) guarantee(property string) *evidence.Entry {
	for _, q := range p.source.Properties {
		if q.Name == property && q.Kind == assay.KindGuarantees {
			return &evidence.Entry{Name: string(q.Participant), Value: p.contractText(q.Contract)}
		}
	}
	return nil
}
