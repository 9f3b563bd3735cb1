package step

import (
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/assay-dev/assay"
)

// Digest is four characters that stand for a System and its assumptions: a trace carries them, so that replaying it in a changed
// system says so. It sees who takes part, the fields of actors that have canonical bytes, the assumptions, the properties' names and
// the initial states; it does not see the code of handlers.
func (s *System) Digest(sys assay.System, initial []State) string {
	var text strings.Builder
	fmt.Fprintf(&text, "%s\n", sys.Name)
	for i, p := range sys.Actors {
		fmt.Fprintf(&text, "%s %v %v\n", p.ID, reflect.TypeOf(p.Behaviour.Actor), s.Actors[i].State.Reflect())
		fmt.Fprintf(&text, "%q\n", s.Fields(i))
	}
	for _, line := range DescribeAssumptions(sys.Assume, s.said) {
		fmt.Fprintf(&text, "%s=%s\n", line[0], line[1])
	}
	for _, p := range sys.Properties {
		fmt.Fprintf(&text, "%v %s\n", p.Kind, p.Name)
	}
	for _, st := range initial {
		for i := range st.Locals {
			// Timers and disks are left out: whether they are part of the state depends on what a pass tracks.
			fmt.Fprintf(&text, "%q %q\n", st.Locals[i].State, s.inboxContent(st.Inboxes[i]))
		}
	}
	sum := sha256.Sum256([]byte(text.String()))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:])[:4])
}

// Fields are the canonical bytes of a participant's actor itself. Of an actor that holds what has none, such as functions, they are
// those of its other fields.
func (s *System) Fields(actor int) string {
	behaviour := s.Actors[actor].Behaviour.Actor
	if encoded, err := s.Space.AppendAny(nil, behaviour); err == nil {
		return string(encoded)
	}
	v := reflect.Indirect(reflect.ValueOf(behaviour))
	if v.Kind() != reflect.Struct {
		return ""
	}
	return s.fieldsOf(v)
}

func (s *System) fieldsOf(v reflect.Value) string {
	addressable := reflect.New(v.Type()).Elem() // so that fields which are not exported can be read too
	addressable.Set(v)
	var encoded []byte
	for i := range v.NumField() {
		field := addressable.Field(i)
		t, err := s.Space.Type(field.Type())
		if err != nil {
			continue
		}
		if longer, err := t.Append(encoded, field.Addr().UnsafePointer()); err == nil {
			encoded = append(longer, byte(i))
		}
	}
	return string(encoded)
}

// said is what a liar says, as far as identity goes.
func (s *System) said(x any) string {
	encoded, err := s.Space.AppendAny(nil, x)
	if err != nil {
		return err.Error()
	}
	return fmt.Sprintf("%x", encoded)
}

// DescribeAssumptions lists every assumption, the unused ones too, as name and value. What a liar says is given to format.
func DescribeAssumptions(a assay.Assumptions, format func(any) string) [][2]string {
	lines := [][2]string{
		{"order", orElse(a.Order.String(), "unordered")},
		{"losses", orElse(a.Losses.String(), "none")},
		{"duplicates", orElse(a.Duplicates.String(), "none")},
		{"crashes", orElse(a.Crashes.String(), "none")},
		{"recoveries", orElse(a.Recoveries.String(), "unlimited")},
		{"disk", orElse(a.Disk.String(), "kept")},
		{"cuts", orElse(a.Cuts.String(), "none")},
		{"firings", orElse(a.Firings.String(), "unlimited")},
		{"clocks", clocksText(a.Clocks)},
		{"ignored messages", a.Ignored.String()},
	}
	if a.Mistakes != assay.Default || a.Malice != assay.Default { // there are people in the model
		lines = append(lines, [2]string{"mistakes", orElse(a.Mistakes.String(), "none")}, [2]string{"malice", orElse(a.Malice.String(), "none")})
	}
	if a.CutSets != nil {
		lines = append(lines, [2]string{"cuts that there can be", cutsText(a.CutSets)})
	}
	if a.Buffer > 1 {
		lines = append(lines, [2]string{"buffers", fmt.Sprintf("of %d messages", a.Buffer)})
	}
	for _, l := range a.Links {
		lines = append(lines, [2]string{fmt.Sprintf("link %s -> %s", l.From, l.To),
			differences("order", l.Order, "losses", l.Losses, "duplicates", l.Duplicates, "buffer", numberOr(l.Buffer))})
	}
	for _, id := range slices.Sorted(maps.Keys(a.Per)) {
		own := a.Per[id]
		lines = append(lines, [2]string{string(id) + " alone",
			differences("crashes", own.Crashes, "recoveries", own.Recoveries, "disk", own.Disk, "firings", own.Firings, "mistakes", own.Mistakes, "malice", own.Malice,
				"lies", own.Lies, "says", saysText(own.Says, format), "works", own.Works.String())})
	}
	return lines
}

// Told is what actors say of how they are set up, as names and values: participants that say the same stand together.
func Told(actors []assay.Participant) (lines [][2]string) {
	for _, p := range actors {
		teller, ok := p.Behaviour.Actor.(assay.Teller)
		if !ok {
			continue
		}
		text := strings.Join(teller.Tells(), "; ")
		at := slices.IndexFunc(lines, func(line [2]string) bool { return line[1] == text })
		switch {
		case text == "":
		case at >= 0:
			lines[at][0] += ", " + string(p.ID)
		default:
			lines = append(lines, [2]string{string(p.ID), text})
		}
	}
	return lines
}

func clocksText(c assay.Clocks) string {
	if c == (assay.Clocks{}) {
		return "none"
	}
	return fmt.Sprintf("tick %d ms, drift %d ms, horizon %d ms", c.TickMS, c.DriftMS, c.HorizonMS)
}

func cutsText(cuts []assay.Cut) string {
	var parts []string
	for _, c := range cuts {
		arrow := " <-> "
		if c.OneWay {
			arrow = " -> "
		}
		parts = append(parts, listText(c.From)+arrow+listText(c.To))
	}
	return strings.Join(parts, "; ")
}

func listText(ids []assay.ID) string {
	var parts []string
	for _, id := range ids {
		parts = append(parts, string(id))
	}
	return strings.Join(parts, ",")
}

func numberOr(n int) string {
	if n == 0 {
		return "default"
	}
	return fmt.Sprint(n)
}

func saysText(says []any, format func(any) string) string {
	if len(says) == 0 {
		return "default"
	}
	var parts []string
	for _, said := range says {
		parts = append(parts, format(said))
	}
	return strings.Join(parts, " or ")
}

// differences lists the names and values that are not the default.
func differences(namesAndValues ...any) string {
	var parts []string
	for i := 0; i < len(namesAndValues); i += 2 {
		if value := fmt.Sprint(namesAndValues[i+1]); value != "default" {
			parts = append(parts, fmt.Sprintf("%v %s", namesAndValues[i], value))
		}
	}
	if len(parts) == 0 {
		return "as all"
	}
	return strings.Join(parts, ", ")
}

func orElse(text, instead string) string {
	if text == "default" {
		return instead
	}
	return text
}
