package check

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/internal/step"
	"github.com/assay-dev/assay/trace"
)

// setting is a System under the assumptions that a trace is about.
type setting struct {
	sys    assay.System
	digest string // that of the trace, where it is not the System's own
	words  string // "under 1 crash, wiped disk"; "" under what is declared
	memory *step.Memory
}

// underWord begins the words of a setting, which stand in the note of a trace.
const underWord = "under "

// digested says what a digest stands for. Which part of it has changed cannot be told from four characters.
const digested = "a digest is made of the participants' names, types and fields, the assumptions, the kinds and names of the properties, and the start: " +
	"one of them is another now (the code of a handler is no part of it)"

// settingOf finds what a trace is of: the System as it declares itself, or a point of its sweep.
func settingOf(ctx context.Context, sys assay.System, want trace.Trace, c config) (setting, error) {
	plain := newConfig(nil)
	p, err := newPass(ctx, sys, plain, need{})
	if err == nil {
		err = p.refuseStart()
	}
	if err != nil {
		return setting{}, err
	}
	declared := p.sys.Digest(sys, p.initial)
	if want.Digest == declared {
		return setting{sys: sys}, nil
	}
	if want.Digest == "" {
		return settingNamed(sys, c, want.Note), nil
	}
	for s := range settings(sys, c) {
		if s.isDigested(ctx, plain, c.only, want.Digest) {
			s.digest = want.Digest
			return s, nil
		}
	}
	return setting{}, fmt.Errorf("check: the trace is of %s@%s, and the system is now %s@%s\n%s\nhint: %s",
		want.System, want.Digest, sys.Name, declared, digested, "take the new name from assay check, or put back what has changed to see the old trace; ASSAY_REWRITE=1 go test writes golden files anew")
}

// settingNamed is the one that the note of a trace names; without one, what is declared.
func settingNamed(sys assay.System, c config, note string) setting {
	words, _, _ := strings.Cut(note, ";")
	if strings.HasPrefix(words, underWord) {
		for s := range settings(sys, c) {
			if s.words == words {
				return s
			}
		}
	}
	return setting{sys: sys}
}

// settings are all points of the sweeps of a System, those that relax least first: of the sweep that begins at what it declares, and
// of the one that begins where nothing fails. `assay sweep` may have found the trace at any of them, whatever the test calls.
func settings(sys assay.System, c config) iter.Seq[setting] {
	return func(yield func(setting) bool) {
		if len(sys.Actors) == 0 || sys.Actors[0].Behaviour.Machine != nil {
			return
		}
		memory := step.NewMemory() // shared, so that each Start runs once and not at every point
		for _, alone := range []bool{false, true} {
			from, dimensions := sys, DefaultDimensions(sys)
			if alone {
				from, dimensions = reliable(sys)
			}
			if c.dimensions != nil {
				dimensions = c.dimensions
			}
			if gridSize(dimensions) > sweepPointsMax {
				continue // a sweep refuses it
			}
			points, _ := latticeOf(from, dimensions).Points()
			for _, point := range points {
				s := setting{sys: relaxed(from, dimensions, point), words: underWords(dimensions, point, alone)}
				if !changesSystem(dimensions) {
					s.memory = memory
				}
				if !yield(s) {
					return
				}
			}
		}
	}
}

// underWords say what is relaxed at a point; alone says that nothing else fails there.
func underWords(dimensions []Dimension, point []int, alone bool) string {
	words := relaxations(dimensions, point)
	switch {
	case len(words) == 0 && alone:
		return underWord + evidence.NoFailure
	case len(words) == 0:
		return ""
	case alone:
		words = append(words, "and no other failure")
	}
	return underWord + strings.Join(words, ", ")
}

// isDigested says whether a sweep gives this digest to the traces of a setting. It judges the properties at a point in two groups, and
// the digest is then of a System with that group.
func (s setting) isDigested(ctx context.Context, plain config, only, digest string) bool {
	plain.memory = s.memory
	p, err := newPass(ctx, s.sys, plain, need{})
	if err != nil || p.initial == nil {
		return false
	}
	for _, properties := range sweptTogether(s.sys.Properties, only) {
		sys := s.sys
		sys.Properties = properties
		if p.sys.Digest(sys, p.initial) == digest {
			return true
		}
	}
	return false
}

// goalsTriedMax is how many Sometimes there may be for every group of them to be tried.
const goalsTriedMax = 4

// sweptTogether are the groups of properties that a sweep may judge together: all that are no Sometimes, and of those any that are not
// reached yet.
func sweptTogether(declared []assay.Property, only string) [][]assay.Property {
	var claims, goals []assay.Property
	for _, p := range declared {
		switch {
		case only != "" && p.Name != only:
		case p.Kind == assay.KindSometimes:
			goals = append(goals, p)
		default:
			claims = append(claims, p)
		}
	}
	groups := [][]assay.Property{declared, claims, goals}
	if len(goals) > goalsTriedMax {
		return groups
	}
	for some := 1; some < 1<<len(goals)-1; some++ {
		var group []assay.Property
		for i, p := range goals {
			if some>>i&1 == 1 {
				group = append(group, p)
			}
		}
		groups = append(groups, group)
	}
	return slices.DeleteFunc(groups, func(g []assay.Property) bool { return len(g) == 0 })
}
