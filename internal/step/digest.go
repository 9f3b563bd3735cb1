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
		s.writeFields(&text, p.Behaviour.Actor)
	}
	for _, line := range DescribeAssumptions(sys.Assume) {
		fmt.Fprintf(&text, "%s=%s\n", line[0], line[1])
	}
	for _, p := range sys.Properties {
		fmt.Fprintf(&text, "%v %s\n", p.Kind, p.Name)
	}
	for _, st := range initial {
		for i := range st.Locals {
			fmt.Fprintf(&text, "%q %q\n", s.localContent(st.Locals[i]), s.inboxContent(st.Inboxes[i]))
		}
	}
	sum := sha256.Sum256([]byte(text.String()))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:])[:4])
}

// writeFields writes those fields of an actor that have canonical bytes: functions have none.
func (s *System) writeFields(text *strings.Builder, actor any) {
	if encoded, err := s.Space.AppendAny(nil, actor); err == nil {
		fmt.Fprintf(text, "%q\n", encoded)
		return
	}
	v := reflect.Indirect(reflect.ValueOf(actor))
	if v.Kind() != reflect.Struct {
		return
	}
	for i := range v.NumField() {
		if !v.Type().Field(i).IsExported() {
			continue
		}
		if encoded, err := s.Space.AppendAny(nil, v.Field(i).Interface()); err == nil {
			fmt.Fprintf(text, "%s %q\n", v.Type().Field(i).Name, encoded)
		}
	}
}

// DescribeAssumptions lists every assumption, the unused ones too, as name and value.
func DescribeAssumptions(a assay.Assumptions) [][2]string {
	lines := [][2]string{
		{"order", orElse(a.Order.String(), "unordered")},
		{"losses", orElse(a.Losses.String(), "none")},
		{"duplicates", orElse(a.Duplicates.String(), "none")},
		{"crashes", orElse(a.Crashes.String(), "none")},
		{"recoveries", orElse(a.Recoveries.String(), "unlimited")},
		{"disk", orElse(a.Disk.String(), "kept")},
		{"cuts", orElse(a.Cuts.String(), "none")},
		{"firings", orElse(a.Firings.String(), "unlimited")},
		{"clocks", "none"},
		{"ignored messages", a.Ignored.String()},
	}
	for _, l := range a.Links {
		lines = append(lines, [2]string{fmt.Sprintf("link %s -> %s", l.From, l.To),
			differences("order", l.Order, "losses", l.Losses, "duplicates", l.Duplicates)})
	}
	for _, id := range slices.Sorted(maps.Keys(a.Per)) {
		own := a.Per[id]
		lines = append(lines, [2]string{string(id) + " alone",
			differences("crashes", own.Crashes, "recoveries", own.Recoveries, "disk", own.Disk, "firings", own.Firings)})
	}
	return lines
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

// Fields are the canonical bytes of a participant's actor itself, or "" where it has none.
func (s *System) Fields(actor int) string {
	encoded, err := s.Space.AppendAny(nil, s.Actors[actor].Behaviour.Actor)
	if err != nil {
		return ""
	}
	return string(encoded)
}
